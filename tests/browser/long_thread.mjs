// A service with one long thread, "text 1 of many" and so on, that ana has.
import assert from 'node:assert/strict';
import { ApiClient } from '../support/api_client.mjs';
import { lineNumber, TestService } from '../support/service.mjs';
import { callWebhook, textParameters } from '../support/webhooks.mjs';

const maya = '+15035550168';

export class LongThread {
  // `atOnce`: so many texts come in together, in whichever order.
  static async make(texts, { atOnce = 1 } = {}) {
    const made = new LongThread();
    made.service = await TestService.make({ staff: { ana: 'peer' } });
    await made.service.start();
    const ana = await ApiClient.signIn(made.service.base, 'ana', made.service.password);
    await ana.put('/api/me/presence', { presence: 'on' });
    await made.hears('text 1 of many');
    [{ id: made.id }] = await ana.view('waiting');
    assert.equal((await ana.post(`/api/conversations/${made.id}/claim`)).status, 200);
    for (let next = 2; next < texts; next += atOnce) {
      const some = Array.from({ length: Math.min(atOnce, texts - next) }, (_, nth) => next + nth);
      await Promise.all(some.map((nth) => made.hears(`text ${nth} of many`)));
    }
    await made.hears(`text ${texts} of many`);
    return Object.assign(made, { ana });
  }

  async hears(body) {
    const status = await callWebhook(
      `${this.service.base}/webhooks/main/message`,
      this.service.token,
      textParameters({ accountSid: `AC${'5'.repeat(32)}`, from: maya, to: lineNumber, body }),
    );
    assert.equal(status, 200);
  }

  // Ana's own browser; she has signed in there.
  async page(browser, { path = '', ...options } = {}) {
    const page = await browser.newPerson(options);
    page.expectTrouble(/answer: GET \/api\/me 401/);
    await page.goto(`${this.service.base}${path}`);
    await page.getByRole('textbox', { name: 'Username' }).fill('ana');
    await page.getByLabel('Password').fill(this.service.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    return page;
  }

  remove() {
    return this.service.remove();
  }
}
