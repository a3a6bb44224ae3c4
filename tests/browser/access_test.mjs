// The screens of tests/browser/screens.mjs, in each language and look, on a laptop and a phone: axe-core finds nothing wrong on
// it, nothing has to be scrolled sideways at 320 pixels, and Lighthouse is content with what people
// have open all evening. What the screens look like is kept in build/screenshots/.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ApiClient } from '../support/api_client.mjs';
import { demoLine, demoPassword, startDemo } from '../support/demo.mjs';
import { eventually } from '../support/eventually.mjs';
import { temporaryFolder } from '../support/service.mjs';
import { SimulatorClient } from '../support/simulator_client.mjs';
import { violations } from './axe.mjs';
import { laptop, openBrowser, phone, shoot } from './chromium.mjs';
import { audited } from './lighthouse.mjs';
import { signIn } from './people.mjs';
import { openScreen, screens } from './screens.mjs';

const light = { name: 'light', colours: 'light', contrast: 'normal' };
const dark = { name: 'dark', colours: 'dark', contrast: 'normal' };
const contrast = { name: 'contrast', colours: 'light', contrast: 'high' };
const darkContrast = { name: 'dark-contrast', colours: 'dark', contrast: 'high' };
// In Spanish the words are others, and longer; the colours are the same.
const views = {
  en: [
    [light, laptop], [light, phone], [dark, laptop], [dark, phone], [contrast, laptop],
    [darkContrast, laptop],
  ],
  es: [[light, laptop], [darkContrast, phone]],
};
const narrow = { width: 320, height: 640 };
let home;
let demo;
let browser;
const programs = {};
const pages = {};
const subjects = {};

before(async () => {
  home = await temporaryFolder();
  demo = await startDemo(home.folder);
  browser = await openBrowser();
  for (const who of ['ana', 'ben', 'cora', 'ada']) {
    programs[who] = await ApiClient.signIn(demo.base, who, demoPassword);
  }
  await somethingHappens();
  pages[null] = await browser.newPerson();
  pages[null].expectTrouble(/401|404|410/);
  for (const who of ['ana', 'cora', 'ada']) {
    pages[who] = await browser.newPerson();
    await signIn(pages[who], demo.base, who);
  }
});

after(async () => {
  await browser?.close();
  await demo?.running.stop();
  await home?.remove();
});

// Somebody is talked with, others wait, one urgently; ana is on.
async function somethingHappens() {
  const carrier = new SimulatorClient(demo.carrier);
  const { ana } = programs;
  await ana.put('/api/me/presence', { presence: 'on' });
  await carrier.text('+15035550121', demoLine, 'Hello, is somebody there?');
  const offered = await eventually('ana is offered it', async () => (await ana.view('offered'))[0]);
  subjects.conversation = offered.id;
  await ana.post(`/api/conversations/${offered.id}/accept`);
  await ana.post(`/api/conversations/${offered.id}/texts`, { body: 'I am here.', client_id: 'a' });
  await ana.post(`/api/conversations/${offered.id}/notes`, { body: 'Likes the garden.' });
  await carrier.text('+15035550121', demoLine, 'I can not sleep, and I want to die');
  await carrier.text('+15035550122', demoLine, 'hi');
  await carrier.text('+15035550123', demoLine, 'anybody?');
  await ana.put('/api/me/presence', { presence: 'on' });
}

const speakers = (screen) => (screen.who ? [screen.who] : []);

async function setLook(screen, language, look) {
  for (const who of speakers(screen)) {
    const { colours, contrast } = look;
    const answer = await programs[who].put('/api/me/settings', { language, colours, contrast });
    assert.equal(answer.status, 200);
  }
  if (screen.who) return;
  await pages[null].goto(demo.base);
  await pages[null].evaluate((one) => localStorage.setItem('warmline.language', one), language);
  await pages[null].emulateMedia({ colorScheme: look.colours });
}

for (const screen of screens) {
  for (const [language, seen] of Object.entries(views)) {
    test(`axe-core finds nothing on the screen "${screen.name}" in ${language}`, async () => {
      const page = pages[screen.who];
      const found = [];
      for (const [look, size] of seen) {
        await setLook(screen, language, look);
        await page.setViewportSize(size);
        await openScreen(page, demo.base, screen, subjects);
        for (const line of await violations(page)) found.push(`${look.name} ${size.width}: ${line}`);
        await shoot(page, `${screen.name}-${language}-${look.name}`, [size]);
      }
      assert.deepEqual(found, []);
      assert.equal(await page.locator('html').getAttribute('lang'), language);
    });
  }

  test(`nothing of the screen "${screen.name}" lies outside of 320 pixels`, async () => {
    const page = pages[screen.who];
    await setLook(screen, 'es', light);
    await page.setViewportSize(narrow);
    await openScreen(page, demo.base, screen, subjects);
    const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
    assert.ok(width <= narrow.width, `${width} pixels wide`);
  });
}

test('Lighthouse finds the inbox and the board accessible and well made', async () => {
  await setLook({ who: 'cora' }, 'en', light);
  const found = await audited(demo.base, 'cora', ['/', '/board'], ['accessibility', 'best-practices']);
  for (const { scores, wrong } of Object.values(found)) {
    assert.deepEqual(wrong, []);
    assert.deepEqual(scores, { accessibility: 100, 'best-practices': 100 });
  }
});
