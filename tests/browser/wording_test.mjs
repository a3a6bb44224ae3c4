// Cora changes what the line itself says, and the snippets of its peers, in a real browser; texters
// hear of it on their phones. Each step goes on from the one before it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startDemo } from '../support/demo.mjs';
import { temporaryFolder } from '../support/service.mjs';
import { openBrowser, phone, shoot } from './chromium.mjs';
import { button, goOn, onPhone, signIn, takePhone, textFromPhone } from './people.mjs';

const greeting = 'Hello from Community line! A person answers soon.';
const usual = 'Hi, you\'ve reached Community line.';
let home;
let demo;
let browser;
let cora;

before(async () => {
  home = await temporaryFolder();
  demo = await startDemo(home.folder);
  browser = await openBrowser();
  const ana = await browser.newPerson();
  await signIn(ana, demo.base, 'ana');
  await goOn(ana);
  cora = await browser.newPerson();
  await signIn(cora, demo.base, 'cora');
});

after(async () => {
  await browser?.close();
  await demo?.running.stop();
  await home?.remove();
});

const words = (page = cora) => page.getByRole('textbox', { name: 'Words' });
const preview = () => cora.getByRole('region', { name: 'As it arrives on a phone' });
const choose = (name) => cora.getByRole('link', { name: new RegExp(`^${name}`) }).click();

async function openWording() {
  await cora.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Wording' }).click();
  await cora.getByRole('heading', { level: 1, name: 'Wording' }).waitFor();
}

// What somebody who texts for the first time gets back.
async function newTexterHears(beginning) {
  const page = await browser.newPerson({ viewport: phone });
  await takePhone(page, demo.base);
  await textFromPhone(page, 'hi, is anybody there?');
  await onPhone(page, beginning, 'in').waitFor();
  assert.deepEqual(page.troubles, []);
  await page.context().close();
}

test('a changed welcome is what the next texter gets', async () => {
  await openWording();
  await shoot(cora, 'wording-1-list');
  await cora.getByRole('link', { name: 'Welcome', exact: true }).click();
  await preview().getByText(usual).waitFor();
  await preview().getByText('2 segments').waitFor();
  await shoot(cora, 'wording-2-welcome');
  await words().fill('Hello from ! A person answers soon.');
  await words().evaluate((box) => box.setSelectionRange(11, 11));
  await button(cora, 'Insert {line}: the line’s name').click();
  await preview().getByText(greeting).waitFor();
  await preview().getByText('1 segment').waitFor();
  await button(cora, 'Save').click();
  await cora.getByText('Saved. The next text says it.').waitFor();
  await cora.getByRole('link', { name: 'Welcome Changed' }).waitFor();
  await newTexterHears(greeting);
});

test('a character that makes a text dearer is pointed out', async () => {
  await words().fill(`${'{line} '.repeat(5)}Ramón`);
  await preview().getByText('“ó” makes it dearer: without it this would be 1 segment.').waitFor();
  await preview().getByText('2 segments').waitFor();
  await shoot(cora, 'wording-3-dear');
});

test('a placeholder that is not there, and one that is missing, are refused in plain words', async () => {
  await words().fill('Hi {name}!');
  await cora.getByText('There is no placeholder {name} here. You can use {line}.').waitFor();
  assert.ok(await button(cora, 'Save').isDisabled());
  await shoot(cora, 'wording-4-refused');
  await button(cora, 'Undo my changes').click();
  await choose('Answer to HELP');
  await words().fill('{line}: free support.');
  await cora.getByText('STOP is missing. Carriers ask for that word in this text.').waitFor();
  assert.ok(await button(cora, 'Save').isDisabled());
  await button(cora, 'Undo my changes').click();
});

test('what is not saved yet is there again after a reload', async () => {
  await words().fill('{line}: somebody listens. Text STOP to stop.');
  await cora.getByRole('link', { name: 'Answer to HELP Not saved yet' }).waitFor();
  await choose('Closed');
  await preview().getByText('open again on Monday at 5 pm').waitFor();
  await cora.reload();
  await choose('Answer to HELP');
  assert.match(await words().inputValue(), /somebody listens/);
  await button(cora, 'Undo my changes').click();
  assert.match(await words().inputValue(), /^\{line\}: free support/);
});

test('what a part of a text changes shows in the text that it stands in', async () => {
  await choose('When the line opens');
  await words().fill('{weekday}, {time24}');
  await preview().getByText('Inside the text “Closed”').waitFor();
  await preview().getByText('open again Monday, 17:00').waitFor();
  await button(cora, 'Undo my changes').click();
});

test('somebody else’s change while one is writing is shown, and neither is lost', async () => {
  await choose('Closed');
  await words().fill('We are closed. Back {opens}.');
  const other = await browser.newPerson();
  await signIn(other, demo.base, 'cora');
  await other.goto(`${demo.base}/wording/closed`);
  await words(other).fill('Nobody is here until {opens}.');
  await button(other, 'Save').click();
  await cora.getByText('Somebody else changed this text while you were writing.').waitFor();
  assert.equal(await words().inputValue(), 'We are closed. Back {opens}.');
  await shoot(cora, 'wording-5-changed-since');
  await button(cora, 'Use their words').click();
  assert.equal(await words().inputValue(), 'Nobody is here until {opens}.');
  assert.deepEqual(other.troubles, []);
  await other.context().close();
});

test('back to the default, the next texter gets what the line came with', async () => {
  await choose('Welcome Changed');
  await button(cora, 'Back to the default').click();
  const dialog = cora.getByRole('dialog');
  await dialog.getByText('Hi, you\'ve reached {line}.').waitFor();
  await shoot(cora, 'wording-6-reset');
  await dialog.getByRole('button', { name: 'Back to the default' }).click();
  await cora.getByText('It says the default again.').waitFor();
  await newTexterHears(usual);
});

test('the Spanish texts are there for themselves', async () => {
  await cora.getByRole('radiogroup', { name: 'Language' }).getByText('Español').click();
  await preview().getByText('Hola, gracias por escribir a Community line.').waitFor();
  await cora.getByRole('radiogroup', { name: 'Language' }).getByText('English').click();
});

test('snippets are written, changed and taken away', async () => {
  await cora.getByRole('tab', { name: 'Snippets' }).click();
  await cora.getByText('There are no snippets in English yet.').waitFor();
  await shoot(cora, 'wording-7-no-snippets');
  const write = async (name, said) => {
    await button(cora, 'New snippet').click();
    const dialog = cora.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('textbox', { name: 'Words' }).fill(said);
    return dialog;
  };
  let dialog = await write('breathe', 'Hi {codename}, I am {peer}. Shall we breathe together?');
  await shoot(cora, 'wording-8-new-snippet');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await cora.getByRole('heading', { name: 'breathe', exact: true }).waitFor();

  cora.expectTrouble(/^answer: POST \/api\/lines\/[^/]+\/snippets 409$/);
  dialog = await write('Breathe', 'Again {line}');
  await dialog.getByText('There is no placeholder {line} here.').waitFor();
  await dialog.getByRole('textbox', { name: 'Words' }).fill('Again');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Something else has this name already.').waitFor();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Tomorrow');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await cora.getByRole('heading', { name: 'Tomorrow' }).waitFor();
  await shoot(cora, 'wording-9-snippets');

  await button(cora, 'Change Tomorrow').click();
  await cora.getByRole('dialog').getByRole('textbox', { name: 'Words' }).fill('See you tomorrow.');
  await cora.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await cora.getByText('See you tomorrow.').waitFor();
  await button(cora, 'Remove breathe').click();
  await cora.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await cora.getByRole('heading', { name: 'breathe', exact: true }).waitFor({ state: 'detached' });
});

test('a peer has no such page, and nothing went wrong on the way', async () => {
  assert.deepEqual(cora.troubles, []);
  const ana = await browser.newPerson();
  await signIn(ana, demo.base, 'ana');
  await ana.goto(`${demo.base}/wording`);
  await ana.getByRole('heading', { name: 'There is no such page' }).waitFor();
});
