// What is at hand while somebody works: keys, snippets, and the word for whoever goes on.
import assert from 'node:assert/strict';
import { demoPassword } from '../support/demo.mjs';
import { eventually } from '../support/eventually.mjs';
import { laptop, phone, shoot } from './chromium.mjs';
import { Evening } from './evening.mjs';
import { button, list, open, presence, replyBox, signIn, texts, thread } from './people.mjs';

const evening = new Evening('desk');
const step = (name, act) => evening.step(name, act);
const maya = '+15035550174';
const noor = '+15035550175';
const tess = '+15035550176';

let ana;
let mayas; // {id, codename} of the conversations
let noors;

const says = (words) =>
  eventually(`the box says "${words}"`, async () => (await replyBox(ana).inputValue()) === words);
const snippets = () => ana.getByRole('listbox', { name: 'Snippets' });
const snippet = (name) => snippets().getByRole('option').filter({ hasText: name });
const caret = () => replyBox(ana).evaluate((box) => box.selectionStart);
const passingOn = () => ana.getByRole('dialog', { name: `Hand off ${mayas.codename}` });
const wordFor = () => passingOn().getByRole('textbox', { name: 'A word for whoever goes on' });

async function freeHands() {
  await ana.evaluate(() => document.activeElement.blur());
}

step('k goes back to whom j has left', async () => {
  await evening.isOn('ana');
  mayas = await evening.conversation(maya, 'ana', 'hello');
  noors = await evening.conversation(noor, 'ana', 'hi');
  ana = await evening.person('ana', 'ana', { viewport: laptop });
  await list(ana, 'Mine').getByRole('link').nth(1).waitFor();
  await freeHands();
  const [first, second] = await list(ana, 'Mine').getByRole('link').all();
  const isThere = (link) =>
    eventually('the focus is there', () => link.evaluate((one) => one === document.activeElement));
  await ana.keyboard.press('j');
  await isThere(first);
  await ana.keyboard.press('j');
  await isThere(second);
  await ana.keyboard.press('k');
  await isThere(first);
});

step('p passes who is offered, and others are asked', async () => {
  await evening.texts(tess, 'anybody?');
  await list(ana, 'Offered').getByRole('link').first().click();
  await button(ana, 'Pass').waitFor();
  const id = ana.url().split('/').at(-1);
  await freeHands();
  await ana.keyboard.press('p');
  await list(ana, 'Offered').getByRole('link').first().waitFor({ state: 'detached' });
  const { body } = await evening.program('cora').get(`/api/conversations/${id}`);
  assert.equal(body.owner, null);
  assert.notEqual(body.offered_to_name, 'Ana');
});

step('b takes a break, after it was said what becomes of whom she has, and b ends it', async () => {
  await ana.goto(evening.base);
  await list(ana, 'Mine').getByRole('link').first().waitFor();
  await freeHands();
  await ana.keyboard.press('b');
  const asked = ana.getByRole('dialog', { name: 'Take a break?' });
  await asked.waitFor();
  await asked.getByRole('button', { name: 'Stay on' }).click();
  await asked.waitFor({ state: 'detached' });
  assert.ok(await presence(ana, 'On').isChecked());
  await freeHands();
  await ana.keyboard.press('b');
  await asked.getByRole('button', { name: 'Take a break' }).click();
  await eventually('she is on a break', () => presence(ana, 'Break').isChecked());
  await asked.waitFor({ state: 'detached' });
  await freeHands();
  await ana.keyboard.press('b');
  await eventually('she is back', () => presence(ana, 'On').isChecked());
  for (const { id } of [mayas, noors]) await evening.assign(id, 'ana');
});

step('who goes off from a break is asked too: whom she answered is with her', async () => {
  const has = async () => (await evening.program('ana').view('mine')).length;
  const { status } = await evening.program('ana').post(`/api/conversations/${mayas.id}/texts`, {
    body: 'hello Maya', client_id: crypto.randomUUID(),
  });
  assert.equal(status, 201);
  await evening.program('ana').put('/api/me/presence', { presence: 'break' });
  await eventually('she is on a break', () => presence(ana, 'Break').isChecked());
  await eventually('one is left', async () => (await has()) === 1);
  const noorsEntry = list(ana, 'Mine').getByRole('link', { name: noors.codename });
  await noorsEntry.waitFor({ state: 'detached' });
  const asked = ana.getByRole('dialog', { name: 'Go off?' });
  await presence(ana, 'Off').click({ force: true });
  await asked.getByText('Your open conversation returns to the queue').waitFor();
  await asked.getByRole('button', { name: 'Stay on a break' }).click();
  await asked.waitFor({ state: 'detached' });
  assert.ok(await presence(ana, 'Break').isChecked());
  assert.equal(await has(), 1);
  await presence(ana, 'Off').click({ force: true });
  await asked.getByRole('button', { name: 'Go off' }).click();
  await eventually('it is back', async () => (await has()) === 0);
  await evening.isOn('ana');
  for (const { id } of [mayas, noors]) await evening.assign(id, 'ana');
});

step('a slash in the middle of a reply finds snippets, with both names filled in', async () => {
  const [{ id: line }] = (await evening.program('cora').get('/api/lines')).body.items;
  for (const [name, words] of [
    ['Hello', 'Hi {codename}, this is {peer}.'],
    ['Breathe', 'Shall we breathe together?'],
  ]) {
    const made = await evening.program('cora').post(`/api/lines/${line}/snippets`, {
      language: 'en', name, words,
    });
    assert.equal(made.status, 201);
  }
  await evening.look(ana, mayas.id);
  await replyBox(ana).click();
  await ana.keyboard.type('and/or https://example.org Good evening. ');
  assert.equal(await snippets().count(), 0);
  await ana.keyboard.type('/hel');
  await snippet('Hello').waitFor();
  assert.equal(await snippet('Breathe').count(), 0);
  await shoot(ana, 'desk-snippets', [laptop]);
  await ana.keyboard.press('Enter');
  const hello = `and/or https://example.org Good evening. Hi ${mayas.codename}, this is Ana.`;
  await says(hello);
  assert.equal(await caret(), hello.length);
  await snippets().waitFor({ state: 'detached' });

  // On a new line, with words behind it that stay.
  await ana.keyboard.press('Home');
  await ana.keyboard.press('Shift+Enter');
  await ana.keyboard.press('ArrowUp');
  await ana.keyboard.type('/brea');
  await snippet('Breathe').click();
  await says(`Shall we breathe together?\n${hello}`);
  assert.equal(await caret(), 'Shall we breathe together?'.length);
  await ana.keyboard.type(' /hel');
  await snippet('Hello').waitFor();
  await ana.keyboard.press('Escape');
  await snippets().waitFor({ state: 'detached' });
  await says(`Shall we breathe together? /hel\n${hello}`);
  await replyBox(ana).fill('');
});

step('a half-written word for whoever goes on is there again until they have it', async () => {
  const words = 'Likes to be asked about the garden.';
  await evening.isOn('ben');
  await button(ana, 'Hand off').click();
  await wordFor().fill('Likes to be asked');
  await ana.keyboard.press('Escape');
  await passingOn().waitFor({ state: 'detached' });
  await button(ana, 'Hand off').click();
  assert.equal(await wordFor().inputValue(), 'Likes to be asked');
  await wordFor().fill(words);
  await ana.reload();
  await texts(ana).first().waitFor();
  await button(ana, 'Hand off').click();
  assert.equal(await wordFor().inputValue(), words);
  await ana.keyboard.press('Escape');

  // It belongs to this conversation alone.
  await evening.look(ana, noors.id);
  await button(ana, 'Hand off').click();
  const others = ana.getByRole('dialog', { name: `Hand off ${noors.codename}` });
  assert.equal(await others.getByRole('textbox').inputValue(), '');
  await ana.keyboard.press('Escape');

  ana.expectTrouble(/^answer: GET \/api\/conversations\/[^/]+(\/texts)? 403$/); // it is Ben's then
  await evening.look(ana, mayas.id);
  await button(ana, 'Hand off').click();
  await passingOn().getByRole('radio', { name: /^Ben/ }).click();
  await passingOn().getByRole('button', { name: 'Hand off' }).click();
  await passingOn().waitFor({ state: 'detached' });
  await eventually('Ben has it', async () => {
    const all = await evening.program('ben').thread(mayas.id);
    return all.some(({ kind, body }) => kind === 'note' && body === words);
  });
  await evening.assign(mayas.id, 'ana');
  await evening.look(ana, mayas.id);
  await thread(ana).getByText(words).waitFor();
  await button(ana, 'Hand off').click();
  assert.equal(await wordFor().inputValue(), '');
});

step('who signs out is told of a word that nobody got, and leaves nothing of it', async () => {
  await evening.look(ana, noors.id);
  await button(ana, 'Hand off').click();
  await ana.getByRole('dialog').getByRole('textbox').fill('Told me of a cat.');
  await ana.keyboard.press('Escape');
  await ana.getByRole('dialog').waitFor({ state: 'detached' });
  await ana.locator('header').getByRole('button', { name: 'Ana', exact: true }).click();
  await ana.getByRole('menuitem', { name: 'Sign out' }).click();
  const asked = ana.getByRole('dialog', { name: 'Sign out?' });
  await asked.getByText('1 draft is not sent yet.').waitFor();
  ana.expectTrouble(/^answer: .* 401$/);
  await asked.getByRole('button', { name: 'Sign out' }).click();
  await ana.getByRole('textbox', { name: 'Username' }).waitFor();
  const kept = await ana.evaluate(() => JSON.stringify(localStorage));
  assert.doesNotMatch(kept, /cat/);
});

step('what one person could not save is not saved for whoever signs in next', async () => {
  const shared = await evening.browser.newPerson();
  evening.pages.set('a shared laptop', shared);
  shared.expectTrouble(/^answer: .* 401$|WebSocket/);
  await shared.clock.install();
  await signIn(shared, evening.base, 'ana');
  await open(shared, 'Mine', noors.codename);
  await shared.context().clearCookies();
  const refused = shared.waitForResponse(
    (answer) => answer.url().endsWith('/draft') && answer.status() === 401,
  );
  await replyBox(shared).fill('for Ana alone to send');
  await refused;
  await shared.getByRole('link', { name: 'Rota' }).click(); // learns that she is signed out
  await shared.getByRole('textbox', { name: 'Username' }).fill('ben');
  await shared.getByLabel('Password').fill(demoPassword);
  await button(shared, 'Sign in').click();
  await presence(shared, 'On').waitFor();
  const saves = [];
  shared.on('request', (one) => one.method() === 'PUT' && saves.push(one.url()));
  await shared.clock.fastForward(20_000);
  await shared.waitForTimeout(600); // as long as a save may take
  assert.deepEqual(saves, []);
  assert.deepEqual((await evening.program('ben').get('/api/drafts')).body.items, []);
});

step('where somebody else signs in elsewhere the page is theirs and sends nothing', async () => {
  const shared = await evening.person('Ana, then Cora', 'ana');
  shared.expectTrouble(/^request: POST .*ERR_FAILED$|^answer: .* 403$/);
  await open(shared, 'Mine', noors.codename);
  const sends = '**/api/conversations/*/texts';
  await shared.route(sends, (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await replyBox(shared).fill('from Ana alone');
  await button(shared, 'Send').click();
  await thread(shared).getByText('Waiting').waitFor();
  // In another window.
  const answer = await shared.context().request.post(`${evening.base}/api/session`, {
    data: { username: 'cora', password: demoPassword },
  });
  assert.equal(answer.status(), 200);
  await shared.unroute(sends);
  const sent = [];
  shared.on('response', (one) => {
    if (one.request().method() === 'POST' && one.ok()) sent.push(new URL(one.url()).pathname);
  });
  await shared.evaluate(() => window.dispatchEvent(new Event('online')));
  const face = (name) => shared.locator('header').getByRole('button', { name, exact: true });
  await face('Cora').waitFor();
  assert.equal(await face('Ana').count(), 0);
  await thread(shared).waitFor();
  await shared.waitForTimeout(2_500); // as long as a text waits before it is tried again
  assert.deepEqual(sent.filter((pathname) => pathname.endsWith('/texts')), []);
  const all = await evening.program('cora').thread(noors.id);
  assert.ok(all.every(({ body }) => body !== 'from Ana alone'));
  assert.equal(await thread(shared).getByText('from Ana alone').count(), 0);
});

step('where there is one pane the focus goes along into a conversation and back', async () => {
  const page = await evening.person('ana on her phone', 'ana', { viewport: phone });
  page.expectTrouble(/^answer: .* 403$/);
  const entry = ({ codename }) => list(page, 'Mine').getByRole('link', { name: codename });
  const heading = (name) => page.getByRole('heading', { level: 1, name, exact: true });
  const isAt = (place) =>
    eventually('the focus is there', () =>
      place.evaluate((one) => one === document.activeElement).catch(() => false),
    );
  await entry(noors).focus();
  await page.keyboard.press('Enter');
  await isAt(heading(noors.codename));
  await page.getByRole('link', { name: 'Back' }).focus();
  await page.keyboard.press('Enter');
  await isAt(entry(noors));
  await page.keyboard.press('Enter');
  await isAt(heading(noors.codename));
  await page.goBack();
  await isAt(entry(noors));
  // Who is not in the list any more.
  await page.keyboard.press('Enter');
  await isAt(heading(noors.codename));
  const noorsLink = page.locator(`a[href="/c/${noors.id}"]`);
  await evening.assign(noors.id, 'ben');
  await noorsLink.waitFor({ state: 'detached' });
  await page.goBack();
  await isAt(heading('Inbox'));
  // Where there are several, nobody is taken anywhere.
  await evening.assign(noors.id, 'ana');
  await entry(noors).click();
  await replyBox(page).click();
  await page.setViewportSize(laptop);
  await entry(mayas).click();
  await isAt(entry(mayas));
});
