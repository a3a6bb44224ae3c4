// What just happened on a line, as Cora finds it in its numbers.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { startDemo } from '../support/demo.mjs';
import { temporaryFolder } from '../support/service.mjs';
import { openBrowser, shoot, phone } from './chromium.mjs';
import {
  accept, button, goOn, list, openFirst, reply, signIn, takePhone, text, textFromPhone,
} from './people.mjs';

let home;
let demo;
let browser;
let cora;

before(async () => {
  home = await temporaryFolder();
  demo = await startDemo(home.folder);
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await demo?.running.stop();
  await home?.remove();
});

const openNumbers = async () => {
  await cora.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Numbers' }).click();
  await cora.getByRole('heading', { level: 1, name: 'Numbers' }).waitFor();
};
// The value of a tile: what follows its name.
const tile = (name) =>
  cora.getByRole('term').filter({ hasText: new RegExp(`^${name}$`) })
    .locator('xpath=following-sibling::dd[1]').innerText();

test('a line on which nothing has happened yet says so', async () => {
  cora = await browser.newPerson();
  await signIn(cora, demo.base, 'cora');
  await openNumbers();
  await cora.getByText('Nothing happened on this line in these days.').waitFor();
  await shoot(cora, 'numbers-1-nothing');
});

test('the numbers are those of what just happened: one answered, one who waited and left', async () => {
  const rosa = await browser.newPerson({ viewport: phone });
  await takePhone(rosa, demo.base);
  await textFromPhone(rosa, 'hi, is somebody there tonight?');
  const ana = await browser.newPerson();
  await signIn(ana, demo.base, 'ana');
  await goOn(ana);
  await openFirst(ana, 'Offered');
  await accept(ana);
  await reply(ana, 'Hi, I am Ana. I am here.');
  await text(ana, 'I am Ana', { status: 'delivered' }).waitFor();
  await textFromPhone(rosa, 'thank you. my garden is all I have');
  const sam = await browser.newPerson({ viewport: phone });
  await takePhone(sam, demo.base);
  await textFromPhone(sam, 'hello?');
  await list(ana, 'Offered').getByRole('link').first().waitFor();
  await textFromPhone(sam, 'STOP');

  await cora.reload();
  await cora.getByRole('heading', { name: 'How long people waited' }).waitFor();
  assert.equal(await tile('Conversations begun'), '2');
  assert.match(await tile('Answered by a person'), /^1\s+50% of all$/);
  assert.match(await tile('Waited and left'), /^1\s+50% of all$/);
  assert.equal(await tile('Waiting now'), '0');
  assert.equal(await tile('Texts that came'), '4');
  assert.equal(await tile('Texts that peers wrote'), '1');
  assert.match(await tile('Half were answered within'), /^\d+ s$/);
  assert.equal(await tile('Sends that failed'), '0');
  await shoot(cora, 'numbers-2-today');
  for (const page of [ana, rosa, sam]) assert.deepEqual(page.troubles, []);
});

test('behind every chart there is a table, and the week is one', async () => {
  await button(cora, 'What became of conversations: Show as a table').click();
  const box = cora.getByRole('region', { name: 'What became of conversations' }).getByRole('table');
  const rows = box.getByRole('row');
  assert.equal(await rows.count(), 29); // with its heading
  const last = await rows.last().getByRole('cell').allInnerTexts();
  assert.deepEqual(last, ['1', '1', '0', '1']);
  await shoot(cora, 'numbers-3-table');
  const week = cora.getByRole('region', { name: 'When people text' });
  assert.equal((await week.getByRole('cell').allInnerTexts()).filter((cell) => cell === '2').length, 1);
  await week.getByText('Texts', { exact: true }).click();
  assert.equal((await week.getByRole('cell').allInnerTexts()).filter((cell) => cell === '4').length, 1);
});

test('they are there for a spreadsheet too', async () => {
  const [download] = await Promise.all([
    cora.waitForEvent('download'),
    cora.getByRole('link', { name: 'Download as CSV' }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^numbers-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
  const rows = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  assert.equal(rows.length, 29);
  assert.match(rows[0], /^day,begun,answered,waited_and_left,/);
  assert.match(rows.at(-1), /^\d{4}-\d\d-\d\d,2,1,1,0,1,4,1,\d+,0,\d+,\d+$/);
});

test('other days are chosen by a click, or in a calendar', async () => {
  await cora.getByRole('radiogroup', { name: 'Days' }).getByText('7 days').click();
  await button(cora, 'How long people waited: Show as a table').click();
  const rows = cora.getByRole('region', { name: 'How long people waited' }).getByRole('row');
  await rows.nth(7).waitFor();
  assert.equal(await rows.count(), 8);
  await cora.getByRole('radiogroup', { name: 'Days' }).getByText('Other').click();
  await cora.getByRole('button', { name: 'From which day to which' }).click();
  await shoot(cora, 'numbers-4-calendar');
  await cora.keyboard.press('Escape');
  assert.deepEqual(cora.troubles, []);
});
