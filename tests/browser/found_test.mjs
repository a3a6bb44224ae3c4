// What was looked for is where one comes to: far up in a long thread, beside its end, on a laptop
// and on a phone, by eye and by ear.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './axe.mjs';
import { laptop, openBrowser, phone, shoot } from './chromium.mjs';
import { LongThread } from './long_thread.mjs';
import { button, list, replyBox, searchBox, text, texts, thread } from './people.mjs';

const all = 900;
const noor = '+15035550169';

let long;
let browser;
let ana;

async function person(viewport) {
  const page = await long.page(browser, { viewport });
  await searchBox(page).waitFor();
  return page;
}

before(async () => {
  long = await LongThread.make(all);
  const note = { body: 'a note on marigolds' };
  assert.equal((await long.ana.post(`/api/conversations/${long.id}/notes`, note)).status, 201);
  browser = await openBrowser();
  ana = await person(laptop);
});

after(async () => {
  await browser?.close();
  await long?.remove();
});

const found = (page) => thread(page).getByRole('group', { name: 'What you looked for' });

async function looksFor(page, words) {
  await searchBox(page).fill(words);
  const hits = list(page, 'Found').getByRole('link');
  await hits.filter({ hasText: words.replaceAll('"', '') }).first().click();
  await found(page).waitFor();
}

// In the middle of what is seen of the thread, and in hand of a screen reader.
async function isShown(page, words) {
  await found(page).filter({ hasText: words }).waitFor();
  await page.waitForFunction(() => document.activeElement.hasAttribute('data-found'));
  const log = await thread(page).boundingBox();
  const row = await found(page).boundingBox();
  assert.ok(row.y >= log.y && row.y + row.height <= log.y + log.height, `${words} is in view`);
  const described = await found(page).evaluate(
    (group) => document.getElementById(group.getAttribute('aria-describedby')).textContent,
  );
  assert.match(described, new RegExp(words));
}

// The numbers of the texts that are drawn, from the first to the last.
async function numbers(page) {
  const drawn = await texts(page).allInnerTexts();
  return drawn.map((words) => Number(words.match(/text (\d+) of/)[1]));
}

function isUnbroken(some) {
  assert.ok(some.length > 1);
  some.forEach((number, nth) => assert.equal(number, some[0] + nth, `${some}`));
}

// Wheels on until a text with this number, or one further on, is drawn: all in between in its order.
async function readsTo(page, number, wheel) {
  await thread(page).hover();
  const isPassed = (some) => (wheel < 0 ? some[0] <= number : some.at(-1) >= number);
  for (let turns = 0; turns < 200; turns += 1) {
    const some = await numbers(page);
    isUnbroken(some);
    if (isPassed(some)) return;
    await page.mouse.wheel(0, wheel);
    await page.waitForTimeout(40);
  }
  assert.fail(`it never came to text ${number}`);
}

test('what was found far up in a long thread is in view, and said, with few pages read', async () => {
  const asked = [];
  ana.on('request', (request) => asked.push(new URL(request.url())));
  await looksFor(ana, '"text 300"');
  await isShown(ana, 'text 300 of many');
  await shoot(ana, 'found-01-far-up', [laptop]);
  isUnbroken(await numbers(ana));
  // The newest may be read again, as whenever something happens.
  const readings = asked.filter(({ pathname }) => pathname.endsWith('/texts'));
  const pages = new Set(readings.map(({ search }) => search));
  assert.ok(pages.size <= 4, [...pages].join(' '));
  // What was typed stands in no address, which a proxy would write into its log.
  const searches = asked.filter(({ pathname }) => pathname === '/api/search');
  assert.ok(searches.length > 0);
  assert.deepEqual(searches.map(({ search }) => search).filter(Boolean), []);
  assert.match(new URL(ana.url()).pathname, /^\/c\/[0-9a-f-]{36}\/[0-9a-f-]{36}$/);
  const hit = list(ana, 'Found').getByRole('link').first();
  assert.equal(await hit.getAttribute('aria-current'), 'page');
  assert.deepEqual(await violations(ana), []);
});

test('from there one reads on, up and down, and nothing is left out', async () => {
  await readsTo(ana, 180, -900);
  await readsTo(ana, 420, 900);
});

test('the same hit again leads back to it, and so does a reload', async () => {
  await list(ana, 'Found').getByRole('link').first().click();
  await isShown(ana, 'text 300 of many');
  await ana.reload();
  await isShown(ana, 'text 300 of many');
});

test('new texts are counted meanwhile, move nothing, and are one tap away', async () => {
  const before = await found(ana).boundingBox();
  assert.ok(await button(ana, 'To the newest text').isVisible());
  await long.hears(`text ${all + 1} of many`);
  await button(ana, '1 new text').waitFor();
  assert.deepEqual(await found(ana).boundingBox(), before);
  await button(ana, '1 new text').click();
  await text(ana, `text ${all + 1} of many`).waitFor();
  assert.equal(await found(ana).count(), 0);
  assert.equal(new URL(ana.url()).pathname, `/c/${long.id}`);
});

test('what was found shortly before the end leads on to the newest, and that is followed', async () => {
  await ana.reload(); // so that no more than the newest page is there
  await looksFor(ana, `"text ${all - 70}"`);
  await isShown(ana, `text ${all - 70} of many`);
  await readsTo(ana, all + 1, 900);
  await thread(ana).evaluate((log) => log.scrollTo(0, log.scrollHeight));
  await button(ana, 'To the newest text').waitFor({ state: 'detached' });
  await long.hears(`text ${all + 2} of many`);
  await text(ana, `text ${all + 2} of many`).waitFor();
  await readsTo(ana, all - 140, -900);
});

test('a note is found like a text, and a reply written there is shown where it stands', async () => {
  await looksFor(ana, 'marigolds');
  await isShown(ana, 'a note on marigolds');
  await looksFor(ana, '"text 500"');
  await isShown(ana, 'text 500 of many');
  await replyBox(ana).fill('You said so long ago.');
  await button(ana, 'Send').click();
  await text(ana, 'You said so long ago.').waitFor();
});

test('in a short thread nothing is left to go to, and what is new is followed', async () => {
  assert.equal(await long.service.text(noor, 'a word on tulips'), 200);
  const [{ id }] = await long.ana.view('waiting');
  assert.equal((await long.ana.post(`/api/conversations/${id}/claim`)).status, 200);
  await looksFor(ana, 'tulips');
  await isShown(ana, 'a word on tulips');
  await button(ana, 'To the newest text').waitFor({ state: 'detached' });
  for (let more = 1; more <= 12; more += 1) {
    assert.equal(await long.service.text(noor, `and ${more} more`), 200);
    await text(ana, `and ${more} more`).waitFor();
  }
  assert.ok(await thread(ana).evaluate((log) => log.scrollTop > 0), 'there was more than fits');
  assert.ok(await button(ana, 'To the newest text').isHidden());
});

test('a text that is not of this thread leads to the newest, and that is said', async () => {
  ana.expectTrouble(/^answer: GET \/api\/conversations\/[^/]+\/texts 404$/);
  await ana.goto(`${long.service.base}/c/${long.id}/01900000-0000-7000-8000-000000000000`);
  await ana.getByText('That text can no longer be shown.').waitFor();
  await text(ana, 'You said so long ago.').waitFor();
  assert.equal(new URL(ana.url()).pathname, `/c/${long.id}`);
});

test('on a phone it is the same', async () => {
  const pocket = await person(phone);
  await looksFor(pocket, '"text 300"');
  await isShown(pocket, 'text 300 of many');
  await shoot(pocket, 'found-02-on-a-phone', [phone]);
  assert.deepEqual(await violations(pocket), []);
  await button(pocket, 'To the newest text').click();
  await text(pocket, 'You said so long ago.').waitFor();
  assert.deepEqual(pocket.troubles, []);
});

test('nothing went wrong unseen', () => assert.deepEqual(ana.troubles, []));
