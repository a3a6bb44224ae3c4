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
  await thread(page).waitFor();
});

after(async () => {
  await browser?.close();
  await service?.remove();
});

const numberOf = async (shown) => Number((await shown.innerText()).match(/text (\d+) of/)[1]);
// Until nothing has moved for a while.
const settled = async (log) => {
  for (let still = 0, was = ''; still < 5; ) {
    await new Promise((done) => setTimeout(done, 100));
    const now = `${log.scrollTop} ${log.scrollHeight}`;
    still = now === was ? still + 1 : 0;
    was = now;
  }
};
// Where a text stands on the screen.
const place = async (words) => (await text(page, words).boundingBox())?.y;

test('it opens at the newest, with few rows', async () => {
  await text(page, `text ${all} of many`).waitFor();
  const below = await thread(page).evaluate(
    (log) => log.scrollHeight - log.scrollTop - log.clientHeight,
  );
  assert.ok(below < 2, `${below} px below`);
  assert.ok((await texts(page).count()) < 60);
  await shoot(page, 'long-01-newest');
});

test('scrolling up reads older pages, and what one reads stays where it is', async () => {
  await thread(page).hover();
  for (let pages = 1; pages <= 4; pages += 1) {
    const seen = await texts(page).first().innerText();
    // To the very top, where the next page comes in above.
    await page.mouse.wheel(0, -20_000);
    await page.waitForFunction(
      (was) => document.querySelector('[role="log"] [data-testid="text"]').innerText !== was,
      seen,
    );
    await thread(page).evaluate(settled);
    const shown = await numberOf(texts(page).first());
    assert.ok(shown > all - 100 * (pages + 1), `${shown} after ${pages} times`);
    assert.ok((await texts(page).count()) < 60);
  }
  await shoot(page, 'long-02-above');
  const read = texts(page).nth(Math.floor((await texts(page).count()) / 2));
  const shown = (await read.innerText()).match(/text \d+ of many/)[0];
  const before = await place(shown);
  await hears('a text that comes in below');
  await button(page, '1 new text').waitFor();
  assert.ok(Math.abs((await place(shown)) - before) < 2, 'it did not move');
  await button(page, '1 new text').click();
  await text(page, 'comes in below').waitFor();
});

test('typing in it is quick, and what is sent stands at its end', async () => {
  await replyBox(page).pressSequentially('I have read all of it, from the first to the last.');
  await button(page, 'Send').click();
  await text(page, 'I have read all of it').waitFor();
  assert.ok((await texts(page).count()) < 80);
});

test('what comes up below the thread takes nobody away from its newest text', async () => {
  const belowPx = (log) => log.scrollHeight - log.scrollTop - log.clientHeight;
  await thread(page).evaluate((log) => {
    // The thread moves, and in the same moment what is below it grows, as for a flag.
    log.scrollTop -= 1;
    document.querySelector('footer').style.paddingTop = '300px';
  });
  await thread(page).evaluate(settled);
  assert.ok((await thread(page).evaluate(belowPx)) < 2);
  await hears('a text after it grew');
  await text(page, 'a text after it grew').waitFor();
});
