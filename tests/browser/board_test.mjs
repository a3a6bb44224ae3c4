// A coordinator's board, told in real browsers: moving conversations with the mouse, with the keyboard
// and by menu, closing the line, and what does not arrive.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { eventually } from '../support/eventually.mjs';
import { TestService } from '../support/service.mjs';
import { violations } from './axe.mjs';
import { laptop, openBrowser, phone, shoot } from './chromium.mjs';
import { button, goOn, list, notice, reply, signIn, text } from './people.mjs';
import { Steps } from './steps.mjs';

const story = new Steps('board');
const { pages } = story;
let service;
let browser;
let api; // by username
let texters = 0;

before(async () => {
  service = await TestService.make({
    staff: { ana: 'peer', ben: 'peer', cora: 'coordinator', carl: 'coordinator' },
  });
  await service.start();
  await service.startCarrier();
  api = {};
  for (const username of ['ana', 'ben', 'cora', 'carl']) {
    api[username] = await service.client(username);
  }
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await service?.remove();
});

const step = (name, act) => story.step(name, act);

const of = (name) => pages.get(name);

async function arrives(username, options) {
  const page = await browser.newPerson(options);
  pages.set(username, page);
  await signIn(page, service.base, username, service.password);
  return page;
}

async function toBoard(page) {
  await page.getByRole('link', { name: 'Board' }).click();
  await page.getByRole('heading', { level: 1, name: 'Board' }).waitFor();
}

// Somebody new texts; {number, id, codename}.
async function texterWaits(words = 'hello, is somebody there?') {
  const number = `+1503555${String(2000 + texters++)}`;
  const before = new Set((await waiting()).map(({ id }) => id));
  assert.equal(await service.text(number, words), 200);
  const found = await eventually('they wait', async () =>
    (await waiting()).find(({ id }) => !before.has(id)),
  );
  return { number, id: found.id, codename: found.texter.codename };
}

async function waiting() {
  const all = [];
  let cursor = '';
  do {
    const { body } = await api.cora.get(`/api/queue?limit=100${cursor}`);
    all.push(...body.items);
    cursor = body.next === null ? null : `&cursor=${body.next}`;
  } while (cursor !== null);
  return all;
}

const idOf = async (username) => (await api[username].get('/api/me')).body.staff.id;
const row = (page, codename) =>
  list(page, 'Waiting').getByRole('listitem').filter({ hasText: codename });
const waitsOnBoard = (page, count) =>
  page.getByTestId('waiting-count').filter({ hasText: String(count) }).waitFor();
const card = (page, name) => page.getByRole('listitem', { name, exact: true });
const conversation = async (id) => (await api.cora.get(`/api/conversations/${id}`)).body;

async function chooseFromMenu(page, codename, item) {
  await button(page, `What to do with ${codename}`).click();
  await page.getByRole('menuitem', { name: item }).click();
}

// With the mouse, in several moves, as a hand does it.
async function drag(page, from, to) {
  const start = await from.boundingBox();
  const end = await to.boundingBox();
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width / 2 + 12, start.y + start.height / 2 + 4);
  await page.mouse.move(end.x + end.width / 2, end.y + 24, { steps: 8 });
  return () => page.mouse.up();
}

step('cora drags who waits onto ana, and ana has it at once', async () => {
  const ana = await arrives('ana');
  await goOn(ana);
  const ben = await arrives('ben', { viewport: phone });
  await goOn(ben);
  const maya = await texterWaits();
  const cora = await arrives('cora');
  await toBoard(cora);
  await row(cora, maya.codename).getByText(/^\d+:\d\d$/).waitFor();
  const drop = await drag(cora, row(cora, maya.codename), card(cora, 'ana'));
  await shoot(cora, 'board-dragging', [laptop]);
  await drop();
  await list(ana, 'Mine').getByRole('link', { name: maya.codename }).waitFor();
  await card(cora, 'ana').getByRole('link', { name: maya.codename }).waitFor();
  await row(cora, maya.codename).waitFor({ state: 'detached' });
});

step('nothing moves under the hand while cora drags', async () => {
  const cora = of('cora');
  const noor = await texterWaits();
  const drop = await drag(cora, row(cora, noor.codename), card(cora, 'ben'));
  const late = await texterWaits();
  await eventually('it is known', async () => (await waiting()).some(({ id }) => id === late.id));
  await cora.waitForTimeout(600); // as long as a reading of the queue may take
  assert.equal(await row(cora, late.codename).count(), 0);
  await cora.keyboard.press('Escape');
  await drop();
  await row(cora, late.codename).waitFor();
  assert.equal((await conversation(noor.id)).state, 'waiting');
});

step('the same by keyboard alone', async () => {
  const cora = of('cora');
  const kim = await texterWaits();
  await row(cora, kim.codename).waitFor();
  await button(cora, `Move ${kim.codename}`).focus();
  await cora.keyboard.press('Space');
  // What a screen reader hears: where it is now.
  const told = (place) =>
    cora.getByRole('status').filter({ hasText: `${kim.codename} is over ${place}.` });
  for (const place of ['the queue', 'ana', 'ben']) {
    await told(place).waitFor({ state: 'attached' });
    if (place !== 'ben') await cora.keyboard.press('ArrowDown');
  }
  await cora.keyboard.press('Space');
  await list(of('ben'), 'Mine').getByRole('link', { name: kim.codename }).waitFor();
  assert.equal((await conversation(kim.id)).owner_name, 'ben');
});

step('who is given more than they take is asked about first', async () => {
  const cora = of('cora');
  const { capacity } = (await api.ana.get('/api/me')).body.staff;
  for (let load = 1; load < capacity; ++load) {
    const { id } = await texterWaits();
    await api.cora.post(`/api/conversations/${id}/assign`, { to: await idOf('ana') });
  }
  const lee = await texterWaits();
  cora.expectTrouble(/^answer: POST \/api\/conversations\/[^/]+\/assign 409$/);
  await row(cora, lee.codename).waitFor();
  await chooseFromMenu(cora, lee.codename, 'Assign to …');
  await cora.getByRole('radio', { name: /^ana, full/ }).click();
  await button(cora, 'Assign').click();
  const asked = cora.getByRole('dialog', { name: 'Assign anyway?' });
  await asked.getByText('already has as many conversations as they take').waitFor();
  await shoot(cora, 'board-insist');
  await asked.getByRole('button', { name: 'Cancel' }).click();
  assert.equal((await conversation(lee.id)).state, 'waiting');
  await chooseFromMenu(cora, lee.codename, 'Assign to …');
  await cora.getByRole('radio', { name: /^ana, full/ }).click();
  await button(cora, 'Assign').click();
  await button(cora, 'Assign anyway').click();
  await list(of('ana'), 'Mine').getByRole('link', { name: lee.codename }).waitFor();
});

step('of several at once, a wish for somebody else is asked about by itself', async () => {
  const cora = of('cora');
  const ida = await texterWaits();
  const max = await texterWaits();
  const { status } = await api.cora.put(`/api/conversations/${max.id}/wishes`, {
    wishes: [{ kind: 'not_the_same_person', not: await idOf('ana') }],
  });
  assert.equal(status, 200);
  for (const { codename } of [ida, max]) {
    await row(cora, codename).getByRole('checkbox', { name: `Choose ${codename}` }).check();
  }
  await button(cora, 'Assign to …').click();
  await cora.getByRole('radio', { name: /^ana, full/ }).click();
  await button(cora, 'Assign').click();
  const asked = cora.getByRole('dialog', { name: 'Assign anyway?' });
  await asked.getByText('already has as many conversations as they take').waitFor();
  await asked.getByText(`It is about ${ida.codename}.`).waitFor();
  await asked.getByRole('button', { name: 'Assign anyway' }).click();
  await asked.getByText('They asked for somebody other than ana.').waitFor();
  await asked.getByText(`It is about ${max.codename}.`).waitFor();
  await shoot(cora, 'board-insist-not-wanted');
  // Whoever presses Enter once more insists on nothing that they have not read.
  await asked.locator('button:focus').filter({ hasText: 'Cancel' }).waitFor();
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await list(of('ana'), 'Mine').getByRole('link', { name: ida.codename }).waitFor();
  assert.equal((await conversation(max.id)).owner, null);
});

step('of two coordinators who assign the same one, one gets it and the other is told', async () => {
  const cora = of('cora');
  const carl = await arrives('carl');
  await toBoard(carl);
  carl.expectTrouble(/^answer: POST \/api\/conversations\/[^/]+\/assign 409$/);
  const zoe = await texterWaits();
  for (const page of [cora, carl]) {
    await row(page, zoe.codename).waitFor();
    await chooseFromMenu(page, zoe.codename, 'Assign to …');
  }
  await cora.getByRole('radio', { name: /^ben,/ }).click();
  await carl.getByRole('radio', { name: /^ana,/ }).click();
  await button(cora, 'Assign').click();
  await card(carl, 'ben').getByRole('link', { name: zoe.codename }).waitFor({ state: 'attached' });
  await button(carl, 'Assign').click();
  await notice(carl, `ben has ${zoe.codename} now.`).waitFor();
  assert.equal((await conversation(zoe.id)).owner_name, 'ben');
});

step('several are returned at once, and so is all that somebody has', async () => {
  const cora = of('cora');
  const codenames = await card(cora, 'ben').getByRole('link').allInnerTexts();
  assert.equal(codenames.length, 2);
  for (const codename of codenames) {
    await card(cora, 'ben').getByRole('checkbox', { name: `Choose ${codename}` }).check();
  }
  await button(cora, 'Return 2 to the queue').click();
  for (const codename of codenames) await row(cora, codename).waitFor();
  await button(cora, 'What to do for ana').click();
  await cora.getByRole('menuitem', { name: /^Return all/ }).click();
  await card(cora, 'ana').getByRole('link').first().waitFor({ state: 'detached' });
});

step('cora closes the line with words and an end, and whoever texts gets them', async () => {
  const cora = of('cora');
  await button(cora, 'Change …').click();
  const sheet = cora.getByRole('dialog', { name: /^How is .* to stand\?$/ });
  await sheet.getByRole('radio', { name: 'Closed' }).check();
  await sheet.getByRole('textbox', { name: 'For' }).click();
  await cora.getByRole('option', { name: '2 hours' }).click();
  await sheet
    .getByRole('textbox', { name: /What texters are told/ })
    .fill('We are at a meeting. Back {opens}.');
  await shoot(cora, 'board-closing'); // on a phone too: the words stay
  await button(cora, 'Set').click();
  await cora.getByText('Closed', { exact: true }).waitFor();
  const late = await texterWaits('anybody?');
  await eventually('they are told', async () => {
    const { messages } = await service.simulator.messages({ phone: late.number });
    return messages.some(({ body }) => body.startsWith('We are at a meeting. Back '));
  });
  await button(cora, 'Change …').click();
  await cora.getByRole('radio', { name: 'Open' }).check();
  await button(cora, 'Set').click();
  await cora.getByText('Open', { exact: true }).waitFor();
});

step('what is wrong with a switch is said where it is, and it is not sent', async () => {
  const cora = of('cora');
  await button(cora, 'Change …').click();
  const sheet = cora.getByRole('dialog', { name: /^How is .* to stand\?$/ });
  await sheet.getByRole('radio', { name: 'Closed' }).check();
  await sheet.getByLabel('Until').fill('2025-11-27T20:00');
  await sheet.getByRole('textbox', { name: /What texters are told/ }).fill('Back {open}.');
  await sheet.getByText('There is no placeholder {open} here. You can use {opens}, {line}.').waitFor();
  await button(cora, 'Set').click();
  await sheet.getByText('That is over already. Choose a time that is still to come.').waitFor();
  await shoot(cora, 'board-closing-wrong');
  assert.deepEqual(await violations(cora), []);
  await sheet.getByRole('textbox', { name: 'For' }).click();
  await cora.getByRole('option', { name: '2 hours' }).click();
  await sheet.getByText('That is over already.').waitFor({ state: 'detached' });
  await button(cora, 'Set').click();
  await sheet.getByRole('radio', { name: 'Short-staffed' }).check();
  await sheet
    .getByRole('textbox', { name: /What texters are told/ })
    .fill('We are few today. {line} opens {opens}.');
  await sheet.getByText('There is no placeholder {opens} here. You can use {line}.').waitFor();
  await button(cora, 'Set').click();
  await button(cora, 'Cancel').click();
  assert.equal((await api.cora.get('/api/lines')).body.items[0].switch, null);
});

step('a send that fails is on the board until another one reaches them', async () => {
  const cora = of('cora');
  const ana = of('ana');
  const ray = await texterWaits();
  // What the line says by itself is not what fails.
  await eventually('they were greeted', async () => {
    const { body } = await api.cora.get(`/api/conversations/${ray.id}/texts`);
    return body.items.some(({ automatic, status }) => automatic && status === 'delivered');
  });
  await service.simulator.fail(ray.number, 30003);
  await api.cora.post(`/api/conversations/${ray.id}/assign`, {
    to: await idOf('ana'),
    insist: true,
  });
  await list(ana, 'Mine').getByRole('link', { name: ray.codename }).click();
  await reply(ana, 'I am here now');
  const trouble = list(cora, 'Sends that need a look')
    .getByRole('listitem')
    .filter({ hasText: ray.codename });
  await trouble.getByText('Failed').waitFor();
  await trouble.getByText('Their phone couldn’t be reached.').waitFor();
  await shoot(cora, 'board');
  // To whoever reads Spanish the reason is told in Spanish too.
  await api.carl.put('/api/me/settings', { language: 'es' });
  const carl = of('carl');
  await carl.reload();
  await list(carl, 'Envíos que conviene mirar')
    .getByRole('listitem')
    .filter({ hasText: ray.codename })
    .getByText('No se pudo alcanzar su teléfono.')
    .waitFor();
  await api.carl.put('/api/me/settings', { language: null });
  await service.simulator.fail(ray.number, 0);
  await reply(ana, 'and once more');
  await text(ana, 'and once more', { status: 'delivered' }).waitFor();
  await trouble.waitFor({ state: 'detached' });
});

step('cora says who is on call, in order', async () => {
  const cora = of('cora');
  const places = cora.getByRole('list', { name: 'On call' }).getByRole('listitem');
  for (const name of ['carl', 'cora']) {
    await button(cora, 'Add somebody').click();
    await cora.getByRole('menuitem', { name }).click();
    await places.filter({ hasText: name }).waitFor();
  }
  await button(cora, 'Call cora earlier').click();
  await places.first().filter({ hasText: 'cora' }).waitFor();
  const line = (await api.cora.get('/api/lines')).body.items[0].id;
  await eventually('they are kept in that order', async () => {
    const { items } = (await api.cora.get(`/api/lines/${line}/on-call`)).body;
    return items.map(({ name }) => name).join() === 'cora,carl';
  });
});

step('changes on call that come quickly one after the other add up', async () => {
  const cora = of('cora');
  const line = (await api.cora.get('/api/lines')).body.items[0].id;
  const path = `/api/lines/${line}/on-call`;
  const set = await api.cora.put(path, { staff: [await idOf('cora'), await idOf('carl')] });
  assert.equal(set.status, 200);
  const answers = [];
  await cora.route(`**${path}`, async (route) => {
    if (route.request().method() !== 'PUT') return route.continue();
    await new Promise((answer) => answers.push(answer));
    return route.continue();
  });
  await button(cora, 'Take cora off call').click();
  await button(cora, 'Take carl off call').click();
  await cora.getByText('Nobody is texted when the line needs a coordinator.').waitFor();
  for (let sent = 1; sent <= 2; ++sent) {
    await eventually('it is on its way', () => answers.length > 0);
    answers.shift()();
  }
  await eventually('both are off', async () => (await api.cora.get(path)).body.items.length === 0);
  await cora.unroute(`**${path}`);
  await cora.getByText('Nobody is texted when the line needs a coordinator.').waitFor();
});

step('who is on call and who is on is not claimed where it could not be read', async () => {
  const page = await browser.newPerson();
  pages.set('cora without lists', page);
  page.expectTrouble(/^answer: GET \/api\/(peers|lines\/[^/]+\/on-call) 500$/);
  const lists = /\/api\/(peers|lines\/[^/]+\/on-call)(\?|$)/;
  const held = [];
  await page.route(lists, async (route) => {
    await new Promise((answer) => held.push(answer));
    return route.fulfill({ status: 500, json: { status: 500, code: 'store_damaged' } });
  });
  const claims = [
    page.getByText('Nobody is texted when the line needs a coordinator.'),
    page.getByText('Nobody is on right now.'),
    page.getByText('nobody on', { exact: true }),
    button(page, 'Add somebody'),
  ];
  const nothingIsClaimed = async () => {
    for (const claim of claims) assert.equal(await claim.count(), 0, `${claim} is there`);
  };
  await signIn(page, service.base, 'cora', service.password);
  await toBoard(page);
  await page.getByRole('heading', { name: 'On call' }).waitFor();
  await nothingIsClaimed();
  const refusing = setInterval(() => held.splice(0).forEach((answer) => answer()), 50);
  const alerts = page.getByRole('alert').filter({ hasText: 'This list could not be loaded.' });
  await eventually('both say so', async () => (await alerts.count()) === 2);
  clearInterval(refusing);
  await nothingIsClaimed();
  await shoot(page, 'board-not-read', [laptop]);
  await page.unroute(lists);
  for (const answer of held) answer();
  for (const alert of [alerts.nth(1), alerts.first()]) {
    await alert.getByRole('button', { name: 'Try again' }).click();
  }
  await button(page, 'Add somebody').waitFor();
  await card(page, 'ana').waitFor();
  await page.close();
  pages.delete('cora without lists');
});

step('three hundred wait, and only those in sight are in the page', async () => {
  const cora = of('cora');
  const before = (await waiting()).length;
  const numbers = Array.from({ length: 300 }, (_, index) => `+1503556${String(1000 + index)}`);
  for (let at = 0; at < numbers.length; at += 20) {
    const some = numbers.slice(at, at + 20);
    const answers = await Promise.all(some.map((number) => service.text(number, 'hi')));
    assert.ok(answers.every((status) => status === 200));
  }
  await waitsOnBoard(cora, before + 300);
  const rows = list(cora, 'Waiting').getByRole('listitem');
  assert.ok((await rows.count()) < 60, 'a row for each that waits');
  assert.equal(await rows.first().getAttribute('aria-setsize'), String(before + 300));
  await shoot(cora, 'board-many');
  const last = (await waiting()).at(-1).texter.codename;
  await list(cora, 'Waiting').evaluate((all) => {
    all.parentElement.scrollTop = all.parentElement.scrollHeight;
  });
  await row(cora, last).last().waitFor();
  await shoot(of('ben'), 'board-others', [phone]);
});

step('a menu that is scrolled away with its row holds the board no longer', async () => {
  const cora = of('cora');
  const scrollTo = (end) =>
    list(cora, 'Waiting').evaluate((all, to) => {
      all.parentElement.scrollTop = to === 'top' ? 0 : all.parentElement.scrollHeight;
    }, end);
  await scrollTo('top');
  const [first] = await waiting();
  await button(cora, `What to do with ${first.texter.codename}`).first().click();
  await cora.getByRole('menuitem', { name: 'Take over' }).waitFor();
  await scrollTo('bottom');
  await cora.getByRole('menuitem', { name: 'Take over' }).waitFor({ state: 'detached' });
  await texterWaits();
  await waitsOnBoard(cora, (await waiting()).length);
});

step('a queue that could not be read says so beside what it was, and goes on by itself', async () => {
  const cora = of('cora');
  cora.expectTrouble(/^answer: GET \/api\/queue 503$/);
  await cora.route('**/api/queue*', (route) =>
    route.fulfill({ status: 503, json: { status: 503, code: 'stopping' } }),
  );
  await texterWaits();
  const alert = cora.getByRole('alert').filter({ hasText: 'This list could not be loaded.' });
  await alert.waitFor();
  assert.ok((await list(cora, 'Waiting').getByRole('listitem').count()) > 0, 'its rows are gone');
  await cora.unroute('**/api/queue*');
  await alert.waitFor({ state: 'detached' });
  await waitsOnBoard(cora, (await waiting()).length);
});

step('a switch that lapses shows by itself, for time alone tells the feed nothing', async () => {
  const page = await browser.newPerson();
  pages.set('cora by the clock', page);
  page.expectTrouble(/WebSocket/); // a minute passes at once: the feed connects anew
  await page.clock.install();
  await signIn(page, service.base, 'cora', service.password);
  await toBoard(page);
  const line = (await api.cora.get('/api/lines')).body.items[0].id;
  const until = new Date(Date.now() + 3_000).toISOString();
  await api.cora.put(`/api/lines/${line}/switch`, { state: 'closed', until });
  await page.getByText('Closed', { exact: true }).waitFor();
  await eventually('it has lapsed', async () => {
    return (await api.cora.get('/api/lines')).body.items[0].switch === null;
  });
  const peersRead = page.waitForRequest('**/api/peers*');
  await page.clock.fastForward('01:01');
  await page.getByText('Open', { exact: true }).waitFor();
  await peersRead; // who is late for a shift
});

step('on a phone it is one list at a time, light and dark', async () => {
  const page = await browser.newPerson({ viewport: phone, colorScheme: 'dark' });
  pages.set('cora on a phone', page);
  await signIn(page, service.base, 'cora', service.password);
  await toBoard(page);
  await page.getByTestId('waiting-count').filter({ hasText: /^3\d\d$/ }).waitFor();
  await shoot(page, 'board-dark');
  await page.setViewportSize(phone);
  await page.getByRole('tab', { name: 'People' }).click();
  await card(page, 'ana').waitFor();
  await shoot(page, 'board-people-dark', [phone]);
  await page.getByRole('tab', { name: 'Line' }).click();
  await button(page, 'Change …').waitFor();
  await shoot(page, 'board-line-dark', [phone]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.ok(!wide, 'the page is wider than the phone');
});
