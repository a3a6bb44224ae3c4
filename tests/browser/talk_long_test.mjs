// A thread of ten thousand texts: a few rows at a time, the newest first, and nothing jumps.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ApiClient } from '../support/api_client.mjs';
import { lineNumber, TestService } from '../support/service.mjs';
import { callWebhook, textParameters } from '../support/webhooks.mjs';
import { openBrowser, shoot } from './chromium.mjs';
import { button, replyBox, text, texts, thread } from './people.mjs';

const all = 10_000;
const atOnce = 40;
const maya = '+15035550168';

let service;
let browser;
let page;

async function hears(body) {
  const status = await callWebhook(
    `${service.base}/webhooks/main/message`,
    service.token,
    textParameters({ accountSid: `AC${'5'.repeat(32)}`, from: maya, to: lineNumber, body }),
  );
  assert.equal(status, 200);
}

before(async () => {
  service = await TestService.make({ staff: { ana: 'peer' } });
  await service.start();
  const ana = await ApiClient.signIn(service.base, 'ana', service.password);
  await ana.put('/api/me/presence', { presence: 'on' });
  await hears('text 1 of many');
  const [{ id }] = await ana.view('waiting');
  assert.equal((await ana.post(`/api/conversations/${id}/claim`)).status, 200);
  for (let next = 2; next < all; next += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, all - next) }, (_, nth) => next + nth);
    await Promise.all(some.map((nth) => hears(`text ${nth} of many`)));
  }
  await hears(`text ${all} of many`);
  browser = await openBrowser();
  page = await browser.newPerson();
  page.expectTrouble(/answer: GET \/api\/me 401/);
  await page.goto(`${service.base}/c/${id}`);
  await page.getByRole('textbox', { name: 'Username' }).fill('ana');
  await page.getByLabel('Password').fill(service.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
});

after(async () => {
  await browser?.close();
  await service?.remove();
});


test('it opens at the newest, with few rows', async () => {
  await page.goto(page.url().replace(/\/signin$/, '/'));
  await page.getByRole('list', { name: 'Mine', exact: true }).getByRole('link').first().click();
  await text(page, `text ${all} of many`).waitFor();
  const below = await thread(page).evaluate(
    (log) => log.scrollHeight - log.scrollTop - log.clientHeight,
  );
  assert.ok(below < 2, `${below} px below`);
  assert.ok((await texts(page).count()) < 60);
  await shoot(page, 'long-01-newest');
});

test('typing in it is quick, and what is sent stands at its end', async () => {
  await replyBox(page).pressSequentially('I have read all of it, from the first to the last.');
  await button(page, 'Send').click();
  await text(page, 'I have read all of it').waitFor();
  assert.ok((await texts(page).count()) < 80);
});
