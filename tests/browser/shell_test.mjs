// What stays around the pages: languages, settings, keys, calm, notices, and being installed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { ApiClient } from '../support/api_client.mjs';
import { demoPassword, startDemo } from '../support/demo.mjs';
import { eventually } from '../support/eventually.mjs';
import { project } from '../support/processes.mjs';
import { temporaryFolder } from '../support/service.mjs';
import { violations } from './axe.mjs';
import { laptop, openBrowser, phone, shoot } from './chromium.mjs';
import {
  button, goOn, list, onPhone, presence, replyBox, signIn, takePhone, text, textFromPhone, texts,
  thread, toNewest,
} from './people.mjs';

let home;
let demo;
let browser;
const pages = [];

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

async function person(options) {
  const page = await browser.newPerson(options);
  pages.push(page);
  return page;
}

function story(name, act) {
  test(name, async () => {
    await act();
    for (const page of pages.splice(0)) {
      assert.deepEqual(page.troubles, []);
      await page.context().close();
    }
  });
}

const go = (page, name) =>
  page.getByRole('navigation', { name: /^(Pages|Páginas)$/ }).getByRole('link', { name }).click();
const choose = (page, group, name) =>
  page.getByRole('radiogroup', { name: group }).getByText(name, { exact: true }).click();
const toggle = (page, name) => page.getByRole('switch', { name });

// Sets what is left out back to how it is at first.
async function settle(page, settings = {}) {
  const me = await (await page.request.get(`${demo.base}/api/me`)).json();
  const answer = await page.request.put(`${demo.base}/api/me/settings`, {
    headers: { 'X-CSRF-Token': me.csrf, Origin: demo.base },
    data: {
      language: null, colours: 'auto', contrast: 'normal', text_size: 'normal', calm: false,
      enter_sends: false, single_keys: true, ...settings,
    },
  });
  assert.equal(answer.status(), 200);
}

// Every sentence of the English catalogue without blanks to fill, as it would stand on a page.
function englishSentences() {
  const folder = path.join(project, 'gateway/inbox/src/words/en');
  const sentences = [];
  for (const area of ['session', 'list', 'thread', 'settings', 'keys', 'pages', 'search', 'people']) {
    const source = readFileSync(path.join(folder, `${area}.ts`), 'utf8');
    for (const [, sentence] of source.matchAll(/'([^'{}]{12,})'/g)) sentences.push(sentence.trim());
  }
  return sentences.filter((sentence) => /\p{L} \p{L}/u.test(sentence));
}

story('the language chosen before signing in, and the one in the settings, reach everything', async () => {
  const page = await person();
  page.expectTrouble(/^answer: GET \/api\/me 401$/);
  await page.goto(demo.base);
  await page.getByRole('group', { name: 'Language' }).getByRole('button', { name: 'Español' }).click();
  await page.getByRole('heading', { name: 'Qué bueno que estés aquí' }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'es');
  await shoot(page, 'shell-sign-in-es');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Good to have you here' }).waitFor();

  await signIn(page, demo.base, 'ben');
  await go(page, 'Settings');
  await choose(page, 'Language', 'Español');
  await page.getByRole('heading', { level: 1, name: 'Ajustes' }).waitFor();
  const english = englishSentences();
  assert.ok(english.length > 40);
  for (const name of ['Ajustes', 'Buscar', 'Bandeja']) {
    await go(page, name);
    await page.getByRole('link', { name, current: 'page' }).waitFor();
    const seen = await page.evaluate(() => document.body.innerText);
    assert.deepEqual(english.filter((sentence) => seen.includes(sentence)), [], name);
  }
  await page.reload();
  await page.getByRole('group', { name: 'Presencia' }).waitFor();
  await settle(page);
});

story('settings are the same on another device', async () => {
  const here = await person();
  await signIn(here, demo.base, 'ben');
  await go(here, 'Settings');
  await choose(here, 'Colours', 'Dark');
  await choose(here, 'Contrast', 'High');
  await choose(here, 'Size of the words', 'Large');
  const kept = here.waitForResponse(
    (answer) =>
      answer.url().endsWith('/api/me/settings') &&
      answer.request().postDataJSON().enter_sends === true,
  );
  await toggle(here, 'Enter sends').click({ force: true });
  await eventually('it is shown', () => toggle(here, 'Enter sends').isChecked());
  await kept;
  await shoot(here, 'shell-settings-dark-contrast');

  const there = await person({ viewport: phone });
  await signIn(there, demo.base, 'ben');
  const marks = () =>
    there.evaluate(() => {
      const { contrast, textSize, mantineColorScheme } = document.documentElement.dataset;
      return { contrast, textSize, mantineColorScheme };
    });
  await eventually('the other device looks alike', async () => {
    const { contrast, textSize, mantineColorScheme } = await marks();
    return contrast === 'high' && textSize === 'large' && mantineColorScheme === 'dark';
  });
  await there.goto(`${demo.base}/settings`);
  assert.ok(await toggle(there, 'Enter sends').isChecked());
  await settle(there);
});

story('the whole job by keyboard alone: accept, reply, close', async () => {
  const rosa = await person({ viewport: phone });
  const ana = await person();
  await signIn(ana, demo.base, 'ana');
  await goOn(ana);
  await takePhone(rosa, demo.base);
  await textFromPhone(rosa, 'is somebody there by any chance');
  const keys = ana.keyboard;
  await list(ana, 'Offered').getByRole('link').first().waitFor();
  await ana.evaluate(() => document.activeElement.blur());

  await keys.press('j');
  await keys.press('Enter');
  await button(ana, 'Accept').waitFor();
  await keys.press('a');
  await replyBox(ana).waitFor();
  await keys.press('r');
  await keys.type('I am here. Take your time; aprn? is no shortcut while I write.');
  await keys.press('Control+Enter');
  await text(ana, 'aprn? is no shortcut').waitFor();
  await onPhone(rosa, 'I am here', 'in').waitFor();

  await keys.press('Escape');
  await keys.press('n');
  await keys.type('Likes it slow.');
  await keys.press('Control+Enter');
  await ana.getByTestId('note').filter({ hasText: 'Likes it slow.' }).waitFor();
  await keys.press('Escape');

  await keys.press('?');
  const sheet = ana.getByRole('dialog', { name: 'Keys' });
  await sheet.getByText('Hand off').waitFor();
  await shoot(ana, 'shell-keys');
  await keys.press('Escape');
  await sheet.waitFor({ state: 'detached' });

  await keys.press('h');
  await ana.getByRole('dialog').getByText('To whom?').waitFor();
  await keys.press('Escape');
  await ana.getByRole('dialog').waitFor({ state: 'detached' });
  await keys.press('e');
  await ana.getByText('This conversation is closed.').waitFor();
});

// Nothing is looked at: each thing is what its role and its name say, and is worked by a key.
story('the whole job by what a screen reader says alone', async () => {
  const rosa = await person({ viewport: phone });
  const ana = await ApiClient.signIn(demo.base, 'ana', demoPassword);
  await ana.put('/api/me/presence', { presence: 'off' });
  const ben = await person();
  await signIn(ben, demo.base, 'ben');
  await settle(ben);
  await presence(ben, 'On').press('Space');
  await takePhone(rosa, demo.base);
  await textFromPhone(rosa, 'I would like to talk with a person');
  await list(ben, 'Offered').getByRole('link').first().press('Enter');
  await button(ben, 'Accept').press('Enter');
  await replyBox(ben).pressSequentially('You do. My name is Ben.');
  await button(ben, 'Send').press('Enter');
  await onPhone(rosa, 'My name is Ben', 'in').waitFor();

  // What comes in is said, with whose words they are, and can be read in the thread.
  await textFromPhone(rosa, 'thank you for being there');
  const said = ben.getByRole('status').filter({ hasText: 'thank you for being there' });
  await said.waitFor({ state: 'attached' });
  const codename = await ben.getByRole('heading', { level: 1 }).last().innerText();
  assert.ok((await said.textContent()).includes(codename));
  const heard = await thread(ben).ariaSnapshot();
  for (const words of ['I would like to talk', 'You do. My name is Ben.', 'thank you for being']) {
    assert.ok(heard.includes(words), `${words} is not in ${heard}`);
  }

  await ben.getByRole('radio', { name: 'Note' }).press('Space');
  await ben.getByRole('textbox', { name: 'Note' }).pressSequentially('Was glad of a person.');
  await button(ben, 'Add note').press('Enter');
  await thread(ben).getByText('Was glad of a person.').waitFor();
  await button(ben, 'Close').press('Enter');
  await ben.getByRole('dialog', { name: 'Close without an answer?' }).waitFor();
  await button(ben, 'Close anyway').press('Enter');
  await ben.getByText('This conversation is closed.').waitFor();
  const isOff = ben.waitForResponse((answer) => answer.url().endsWith('/api/me/presence'));
  await presence(ben, 'Off').press('Space');
  await isOff;
  await ana.put('/api/me/presence', { presence: 'on' });
});

story('Enter sends for whoever has chosen so, and keys alone can be turned off', async () => {
  const ana = await person();
  await signIn(ana, demo.base, 'ana');
  await settle(ana, { enter_sends: true, single_keys: false });
  await ana.goto(demo.base);
  await goOn(ana).catch(() => undefined); // she may be on already
  const rosa = await person({ viewport: phone });
  await takePhone(rosa, demo.base);
  await textFromPhone(rosa, 'hello, it is me with the cat');
  await list(ana, 'Offered').getByRole('link').first().click();
  await texts(ana).first().waitFor();
  await ana.evaluate(() => document.activeElement.blur());
  await ana.keyboard.press('a');
  await button(ana, 'Accept').click();
  await replyBox(ana).fill('How is the cat');
  await replyBox(ana).press('Shift+Enter');
  await replyBox(ana).pressSequentially('today?');
  await replyBox(ana).press('Enter');
  await text(ana, 'How is the cat').waitFor();
  await onPhone(rosa, 'today?', 'in').waitFor();
  assert.equal(await replyBox(ana).inputValue(), '');
  await settle(ana);
});

story('the palette finds pages, people and what to do', async () => {
  const ana = await person();
  await signIn(ana, demo.base, 'ana');
  await list(ana, 'Mine').getByRole('link').first().waitFor();
  const item = list(ana, 'Mine').getByRole('link').first();
  const href = await item.getAttribute('href');
  const id = href.split('/').at(-1);
  const one = await (await ana.request.get(`${demo.base}/api/conversations/${id}`)).json();
  const { codename } = one.texter;

  await ana.keyboard.press('Control+k');
  const box = ana.getByPlaceholder('Where to, or whom?');
  await box.fill(codename);
  await ana.getByRole('dialog').getByText(codename).first().waitFor();
  await shoot(ana, 'shell-palette', [laptop]);
  // Of the one that is chosen the second line can be read as well.
  for (const colorScheme of ['light', 'dark']) {
    await ana.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(ana), [], `the palette in ${colorScheme}`);
  }
  await ana.emulateMedia({ colorScheme: 'light' });
  await ana.keyboard.press('Enter');
  await texts(ana).first().waitFor();
  assert.ok(ana.url().endsWith(href));

  await ana.keyboard.press('Control+k');
  await box.fill('settings');
  await ana.keyboard.press('Enter');
  await ana.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();

  await ana.keyboard.press('Control+k');
  await box.fill('calm');
  await ana.keyboard.press('Enter');
  await eventually('calm mode is on', () => toggle(ana, 'Calm mode').isChecked());
  await settle(ana);
});

story('in calm mode nothing moves, and words are blurred until touched or focused', async () => {
  const ana = await person();
  await signIn(ana, demo.base, 'ana');
  await settle(ana, { calm: true });
  await ana.goto(demo.base);
  await list(ana, 'Mine').getByRole('link').first().click();
  await texts(ana).first().waitFor();
  await toNewest(ana);
  const bubble = texts(ana).last().locator('[data-veiled]');
  const blur = (part) => part.evaluate((element) => getComputedStyle(element).filter);
  const isBlurred = async () => (await blur(bubble)) !== 'none';
  const isClear = async () => !(await isBlurred());
  await ana.mouse.move(2, 2);
  await eventually('the words are blurred', isBlurred);
  await bubble.hover();
  await eventually('touched words are clear', isClear);
  await ana.mouse.move(2, 2);
  await eventually('they are blurred again', isBlurred);
  await bubble.focus();
  await eventually('focused words are clear', isClear);
  const motion = await ana.evaluate(() =>
    [...document.querySelectorAll('*')].filter(
      (element) => parseFloat(getComputedStyle(element).transitionDuration) > 0.001,
    ).length,
  );
  assert.equal(motion, 0);
  await ana.evaluate(() => document.activeElement.blur());
  await shoot(ana, 'shell-calm');
  await settle(ana);
});

story('a page that is none says so, and a peer is not led to what is not theirs', async () => {
  const ana = await person();
  await signIn(ana, demo.base, 'ana');
  await ana.goto(`${demo.base}/nowhere`);
  await ana.getByRole('heading', { name: 'There is no such page' }).waitFor();
  const nav = ana.getByRole('navigation', { name: 'Pages' });
  const names = (await nav.getByRole('link').allInnerTexts()).map((name) => name.split('\n')[0]);
  assert.deepEqual(names.filter((name) => !/^\d+$/.test(name)).sort(), [
    'Inbox', 'Rota', 'Search', 'Settings',
  ]);
  await ana.goto(`${demo.base}/board`);
  await ana.getByRole('heading', { name: 'There is no such page' }).waitFor();
});

story('it can be installed, and says honestly when it cannot be reached', async () => {
  const page = await person();
  page.expectTrouble(/^answer: GET \/api\/me 401$/);
  await page.goto(demo.base);
  const manifest = await (await page.request.get(`${demo.base}/manifest.webmanifest`)).json();
  assert.equal(manifest.display, 'standalone');
  assert.equal(manifest.start_url, '/');
  for (const { src, sizes, type } of manifest.icons) {
    const answer = await page.request.get(demo.base + src);
    assert.equal(answer.status(), 200, src);
    assert.ok(answer.headers()['content-type'].startsWith(type), src);
    if (type !== 'image/png') continue;
    const bytes = await answer.body();
    assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes, src);
  }
  assert.ok(manifest.icons.some(({ purpose }) => purpose === 'maskable'));

  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  page.expectTrouble(/ERR_INTERNET_DISCONNECTED|Failed to fetch|ERR_FAILED/);
  await page.context().setOffline(true);
  await page.goto(`${demo.base}/settings`);
  await page.getByRole('heading', { name: 'Warmline can’t be reached' }).waitFor();
  await shoot(page, 'shell-offline');
  // It goes back by itself, to where one wanted to go.
  await page.context().setOffline(false);
  await page.getByRole('textbox', { name: 'Username' }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/settings');

  // Where it does not notice, one may ask.
  await page.route('**/healthz', (route) => route.abort());
  await page.context().setOffline(true);
  await page.goto(demo.base);
  await page.context().setOffline(false);
  await page.getByRole('link', { name: 'Try again' }).click();
  await page.getByRole('textbox', { name: 'Username' }).waitFor();
});
