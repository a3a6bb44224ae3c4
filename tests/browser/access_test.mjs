// The screens of tests/browser/screens.mjs, in each language and look, on a laptop and a phone: axe-core finds nothing wrong on
// it, nothing has to be scrolled sideways at 320 pixels, and Lighthouse is content with what people
// have open all evening. What the screens look like is kept in build/screenshots/.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
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

// Who is there when, for three weeks.
async function plansShifts() {
  const { cora } = programs;
  const [line] = (await cora.get('/api/lines')).body.items;
  const { items: people } = (await cora.get(`/api/peers?line=${line.id}`)).body;
  const idOf = (name) => people.find((peer) => peer.name === name).id;
  const first_day = new Date(Date.now() - 7 * 24 * 3600_000).toISOString().slice(0, 10);
  for (const [name, begins, ends, weekdays] of [
    ['Ana', '09:00', '13:00', 'MO,WE,FR'], ['Ben', '13:00', '18:00', 'MO,TU,TH'],
    ['Ana', '18:00', '23:00', 'TU,SA'], [null, '18:00', '23:00', 'WE,FR,SU'],
  ]) {
    const planned = await cora.post('/api/rota/rules', {
      line: line.id, staff: name && idOf(name), first_day, begins, ends,
      repeats: `FREQ=WEEKLY;BYDAY=${weekdays}`,
    });
    assert.equal(planned.status, 201);
  }
}

// Each side says something in turn.
async function talks(carrier, texter, peer, conversation, ...said) {
  for (const [nth, body] of said.entries()) {
    if (nth % 2 === 1) await carrier.text(texter, demoLine, body);
    else await peer.post(`${conversation}/texts`, { body, client_id: `${texter} ${nth}` });
  }
}

// Nobody is offered another one: an offer would lapse while screens are looked at.
async function takesOne(name) {
  const { items } = (await programs.ada.get('/api/staff')).body;
  const { id } = items.find((member) => member.name === name);
  const changed = await programs.ada.call('PATCH', `/api/staff/${id}`, { capacity: 1 });
  assert.equal(changed.status, 200);
}

// Two are talked with, others wait, one urgently; ana and ben are on.
async function somethingHappens() {
  await plansShifts();
  await takesOne('Ana');
  await takesOne('Ben');
  const carrier = new SimulatorClient(demo.carrier);
  const { ana, ben } = programs;
  const isOffered = async (peer, texter, words) => {
    await carrier.text(texter, demoLine, words);
    const offered = async () => (await peer.view('offered'))[0];
    const { id } = await eventually(`somebody is offered ${words}`, offered);
    await peer.post(`/api/conversations/${id}/accept`);
    return `/api/conversations/${id}`;
  };
  await ben.put('/api/me/presence', { presence: 'on' });
  const bens = await isOffered(ben, '+15035550124', 'is this a real person?');
  await talks(carrier, '+15035550124', ben, bens, 'It is. I am Ben. Take your time.');
  await ana.put('/api/me/presence', { presence: 'on' });
  const anas = await isOffered(ana, '+15035550121', 'hi, I do not know how this works');
  subjects.conversation = anas.split('/').at(-1);
  await talks(
    carrier, '+15035550121', ana, anas,
    'Hi. I am Ana, and I have time for you. There is no right way to do this.',
    'everyone is asleep and I can not stop thinking',
    'Nights like that are long. Do you want to tell me what goes round in your head?',
    'my sister moved out and the house is so quiet now',
    'That sounds lonely. What was it like when she was still there?',
    'loud. she sang in the kitchen. we had a garden together',
  );
  await ana.post(`${anas}/notes`, { body: 'Likes to talk about the garden.' });
  await carrier.text('+15035550122', demoLine, 'I can not do this any more, I want to die');
  await carrier.text('+15035550123', demoLine, 'anybody?');
  await carrier.text('+15035550125', demoLine, 'hello, is this the peer line?');
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

test('the first screen needs no more than 250 kB of script', async () => {
  const page = await browser.newPerson();
  // What is fetched while the page has nothing else to do is not needed for it.
  await page.addInitScript(() => (window.requestIdleCallback = () => 0));
  await setLook({ who: 'ana' }, 'en', light);
  await signIn(page, demo.base, 'ana');
  await setLook({ who: 'ana' }, 'es', light); // English is there too
  await openScreen(page, demo.base, screens.find(({ name }) => name === 'inbox'), subjects);
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  const scripts = loaded.filter((name) => new URL(name).pathname.endsWith('.js'));
  assert.ok(scripts.length > 1);
  let bytes = 0;
  for (const script of scripts) bytes += gzipSync(await (await page.request.get(script)).body()).length;
  assert.ok(bytes <= 250_000, `${bytes} bytes of script, compressed`);
  await page.context().close();
});

test('Lighthouse finds the inbox and the board accessible and well made', async () => {
  await setLook({ who: 'cora' }, 'en', light);
  const cora = { username: 'cora', password: demoPassword };
  const found = await audited(demo.base, cora, ['/', '/board'], ['accessibility', 'best-practices']);
  for (const { scores, wrong } of Object.values(found)) {
    assert.deepEqual(wrong, []);
    assert.deepEqual(scores, { accessibility: 100, 'best-practices': 100 });
  }
});
