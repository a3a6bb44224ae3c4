// A thread of ten thousand texts: a few rows at a time, the newest first, and nothing jumps.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, shoot } from './chromium.mjs';
import { LongThread } from './long_thread.mjs';
import { button, replyBox, text, texts, thread } from './people.mjs';

const all = 10_000;

let long;
let browser;
let page;

before(async () => {
  long = await LongThread.make(all, { atOnce: 40 });
  browser = await openBrowser();
  page = await long.page(browser, { path: `/c/${long.id}` });
  await thread(page).waitFor();
});

after(async () => {
  await browser?.close();
  await long?.remove();
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
  await long.hears('a text that comes in below');
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
  await long.hears('a text after it grew');
  await text(page, 'a text after it grew').waitFor();
});

test('where the box gets narrower by itself, it still shows all of the words in it', async () => {
  const isKept = page.waitForResponse((answer) => answer.url().endsWith('/draft'));
  await replyBox(page).fill('I hear you. '.repeat(8));
  await isKept;
  for (const width of ['30rem', '20rem', '15rem']) {
    await replyBox(page).evaluate((box, rem) => (box.parentElement.style.width = rem), width);
    await page.waitForFunction(
      (box) => box.scrollHeight <= box.clientHeight,
      await replyBox(page).elementHandle(),
    );
  }
});
