// The rota, told in real browsers: a coordinator plans by dragging and by the form, peers take what is
// open and swap. All of it is next week, by the clock of the line, which is the browsers' own.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { TestService } from '../support/service.mjs';
import { laptop, openBrowser, phone, shoot } from './chromium.mjs';
import { button, list, notice, signIn } from './people.mjs';
import { Steps } from './steps.mjs';

const story = new Steps('rota');
const { pages } = story;
let service;
let browser;
let api;
let line;

before(async () => {
  service = await TestService.make({ staff: { ana: 'peer', ben: 'peer', cora: 'coordinator' } });
  await service.start();
  api = await service.client('cora');
  line = (await api.get('/api/lines')).body.items[0];
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await service?.remove();
});

const step = (name, act) => story.step(name, act);

const of = (name) => pages.get(name);

async function arrives(username, name = username, options = {}) {
  const page = await browser.newPerson(options);
  pages.set(name, page);
  await signIn(page, service.base, username, service.password);
  await page.getByRole('link', { name: 'Rota' }).click();
  await page.getByRole('heading', { level: 1, name: 'Rota' }).waitFor();
  return page;
}

// Of the week after this one, from Sunday (0) on: "2026-12-02".
function nextWeek(weekday) {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: line.time_zone }).format(new Date());
  const noon = new Date(`${today}T12:00Z`);
  noon.setUTCDate(noon.getUTCDate() - noon.getUTCDay() + 7 + weekday);
  return noon.toISOString().slice(0, 10);
}

const swapsToDecide = (page) => page.getByRole('navigation').getByLabel('1 swap waits for you');

const shift = (page, day, words) =>
  page.locator(`.fc-timegrid-col[data-date="${day}"] .fc-timegrid-event`).filter({ hasText: words });

// A place in the calendar, by the day and the hour.
async function placeOf(page, day, time) {
  const column = await page.locator(`.fc-timegrid-col[data-date="${day}"]`).boundingBox();
  const slot = page.locator(`.fc-timegrid-slot-lane[data-time="${time}:00"]`);
  await slot.scrollIntoViewIfNeeded();
  const row = await slot.boundingBox();
  return { x: column.x + column.width / 2, y: row.y + 4 };
}

async function dragOver(page, from, to) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y + 12);
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
}

const sheet = (page, name) => page.getByRole('dialog', { name });

async function choose(page, box, option) {
  await box.click();
  await page.getByRole('option', { name: option }).click();
}

step('cora drags over some hours, chooses ana, and has planned a shift', async () => {
  const cora = await arrives('cora');
  await button(cora, 'Next week').click();
  const day = nextWeek(3);
  const from = await placeOf(cora, day, '10:00');
  const to = await placeOf(cora, day, '13:00');
  await dragOver(cora, from, { x: to.x, y: to.y + 20 });
  const plan = sheet(cora, 'Plan a shift');
  await plan.waitFor();
  assert.equal(await plan.getByLabel('First day').inputValue(), day);
  assert.equal(await plan.getByLabel('From').inputValue(), '10:00');
  await plan.getByLabel('To', { exact: true }).fill('14:00');
  await choose(cora, plan.getByRole('textbox', { name: 'Who' }), 'ana');
  await shoot(cora, 'rota-plan');
  await button(cora, 'Plan').click();
  await shift(cora, day, 'ana').waitFor();
  const { items } = (await api.get(`/api/rota/rules?line=${line.id}`)).body;
  assert.deepEqual(
    items.map(({ staff_name, first_day, begins, ends, repeats }) => [
      staff_name, first_day, begins, ends, repeats,
    ]),
    [['ana', day, '10:00', '14:00', '']],
  );
});

step('with the keyboard alone she plans open shifts that repeat until a day', async () => {
  const cora = of('cora');
  await button(cora, 'New shift').focus();
  await cora.keyboard.press('Enter');
  const plan = sheet(cora, 'Plan a shift');
  await plan.getByLabel('First day').fill(nextWeek(1));
  await plan.getByLabel('From').fill('20:00');
  await plan.getByLabel('To', { exact: true }).fill('02:00');
  await plan.getByRole('textbox', { name: 'Repeats' }).focus();
  await cora.keyboard.press('ArrowDown');
  await cora.getByRole('option', { name: 'Every week', exact: true }).waitFor();
  await cora.keyboard.press('ArrowDown');
  await cora.keyboard.press('Enter');
  await plan.getByRole('checkbox', { name: 'Thursday' }).focus();
  await cora.keyboard.press('Space');
  await plan.getByLabel('Until').fill(nextWeek(14));
  await plan.getByRole('button', { name: 'Plan' }).focus();
  await cora.keyboard.press('Enter');
  await shift(cora, nextWeek(1), 'Open').first().waitFor();
  await shift(cora, nextWeek(4), 'Open').first().waitFor();
  const { items } = (await api.get(`/api/rota/rules?line=${line.id}`)).body;
  assert.equal(items[1].repeats, 'FREQ=WEEKLY;BYDAY=MO,TH');
  assert.equal(items[1].last_day, nextWeek(14));
  await list(cora, 'Nobody is there').getByRole('listitem').first().waitFor();
  await shoot(cora, 'rota');
});

step('ben takes an open shift, and everybody sees it', async () => {
  const ben = await arrives('ben', 'ben', { viewport: phone });
  const open = list(ben, 'Open shifts').getByRole('listitem');
  await open.first().getByRole('button', { name: /^Take / }).click();
  await notice(ben, 'It is yours. Thank you.').waitFor();
  await list(ben, 'Your shifts').getByRole('listitem').first().waitFor();
  await shift(of('cora'), nextWeek(1), 'ben').first().waitFor();
  await shoot(ben, 'rota-peer');
});

step('ana asks ben to take her shift, ben agrees, cora approves', async () => {
  const ana = await arrives('ana');
  await list(ana, 'Your shifts').getByRole('button').first().click();
  await button(ana, 'Ask to swap …').click();
  await choose(ana, ana.getByRole('textbox', { name: 'Who could take it?' }), 'ben');
  await shoot(ana, 'rota-swap');
  await button(ana, 'Ask').click();
  const ben = of('ben');
  await notice(ben, 'You are asked to swap a shift. Your rota shows which one.').waitFor();
  await swapsToDecide(ben).waitFor();
  await shoot(ben, 'rota-swap-asked');
  await button(ben, 'Yes, I’ll take it').click();
  await swapsToDecide(ben).waitFor({ state: 'detached' });
  const cora = of('cora');
  await notice(cora, 'Two peers agreed to swap a shift. The rota shows it, for you to approve.').waitFor();
  await swapsToDecide(cora).waitFor();
  await shoot(cora, 'rota-swap-to-approve');
  await button(cora, 'Approve').click();
  await swapsToDecide(cora).waitFor({ state: 'detached' });
  await notice(ana, 'A swap of yours was approved. The rota has changed.').waitFor();
  await shift(cora, nextWeek(3), 'ben').waitFor();
  await list(ana, 'Your shifts').getByRole('button').first().waitFor({ state: 'detached' });
});

step('cora drags one of a series elsewhere, and only that one moves', async () => {
  const cora = of('cora');
  const thursday = nextWeek(4);
  const one = shift(cora, thursday, 'Open').first();
  await one.scrollIntoViewIfNeeded();
  const box = await one.boundingBox();
  const to = await placeOf(cora, nextWeek(5), '20:00');
  const from = { x: box.x + box.width / 2, y: (await placeOf(cora, thursday, '20:00')).y + 6 };
  await dragOver(cora, from, { x: to.x, y: to.y + 6 });
  await button(cora, 'Only this one').click();
  await shift(cora, nextWeek(5), 'Open').first().waitFor();
  await cora.locator('.fc-event-mirror').waitFor({ state: 'detached' });
  const { items } = (await api.get(`/api/rota/rules?line=${line.id}`)).body;
  assert.equal(items.length, 2);
});

step('she cancels one, and has it again as it was planned', async () => {
  const cora = of('cora');
  await shift(cora, nextWeek(3), 'ben').click();
  await button(cora, 'Cancel this shift').click();
  await shift(cora, nextWeek(3), 'ben, cancelled').waitFor();
  await shift(cora, nextWeek(3), 'ben, cancelled').click();
  await button(cora, 'As it was planned').click();
  await shift(cora, nextWeek(3), 'ana').waitFor();
});

step('a swap is taken back, declined by whom it asks, and by a coordinator', async () => {
  const [ana, ben, cora] = ['ana', 'ben', 'cora'].map(of);
  const ask = async () => {
    await list(ana, 'Your shifts').getByRole('button').first().click();
    await button(ana, 'Ask to swap …').click();
    await choose(ana, ana.getByRole('textbox', { name: 'Who could take it?' }), 'ben');
    await button(ana, 'Ask').click();
    await button(ana, 'Take back').waitFor();
    await button(ben, 'Yes, I’ll take it').waitFor();
  };
  const isOver = () => button(ana, 'Take back').waitFor({ state: 'detached' });
  await ask();
  await button(ana, 'Take back').click();
  await notice(ana, 'Taken back.').waitFor();
  await isOver();
  await ask();
  await button(ben, 'Decline').click();
  await isOver();
  await ask();
  await button(ben, 'Yes, I’ll take it').click();
  await button(cora, 'Approve').waitFor();
  await button(cora, 'Decline').click();
  await isOver();
  await shift(cora, nextWeek(3), 'ana').waitFor();
});

step('it changes a series from one day on', async () => {
  const cora = of('cora');
  await shift(cora, nextWeek(5), 'Open').first().click();
  await button(cora, 'Change …').click();
  const change = sheet(cora, 'Change a shift');
  await change.getByRole('radio', { name: 'this one and all after it' }).check();
  await choose(cora, change.getByRole('textbox', { name: 'Who' }), 'ana');
  await change.getByRole('button', { name: 'Change' }).click();
  await change.waitFor({ state: 'detached' });
  const { items } = (await api.get(`/api/rota/rules?line=${line.id}`)).body;
  assert.deepEqual(items.map(({ staff_name }) => staff_name).sort(), ['ana', 'ana', null]);
});

step('a series ends from a day on only after she was asked', async () => {
  const cora = of('cora');
  const rules = async () => (await api.get(`/api/rota/rules?line=${line.id}`)).body.items;
  const before = await rules();
  const day = nextWeek(3);
  const planned = await api.post('/api/rota/rules', {
    line: line.id, staff: null, first_day: day, begins: '08:00', ends: '09:00',
    repeats: 'FREQ=WEEKLY;BYDAY=WE',
  });
  assert.equal(planned.status, 201);
  const one = shift(cora, day, 'Open').first();
  const asked = sheet(cora, 'End these shifts?');
  const askToEnd = async () => {
    await one.scrollIntoViewIfNeeded();
    await one.click();
    await button(cora, 'End it from here on …').click();
    await asked.waitFor();
  };
  await askToEnd();
  const named = new Intl.DateTimeFormat('en-US', {
    weekday: 'long', month: 'long', day: 'numeric', timeZone: 'UTC',
  }).format(new Date(`${day}T12:00Z`));
  await asked.getByText(`From ${named} on none of them is left`).waitFor();
  await shoot(cora, 'rota-end-series');
  await asked.getByRole('button', { name: 'Keep them' }).click();
  assert.equal((await rules()).length, before.length + 1);
  await button(cora, 'End it from here on …').click();
  await asked.getByRole('button', { name: 'End them' }).click();
  await notice(cora, 'It ends there.').waitFor();
  await one.waitFor({ state: 'detached' });
  assert.deepEqual((await rules()).map(({ id }) => id), before.map(({ id }) => id));
});

step('it is as good in the dark, and in Spanish', async () => {
  const dark = await arrives('cora', 'cora in the dark', { colorScheme: 'dark' });
  await button(dark, 'Next week').click();
  await shift(dark, nextWeek(1), 'ben').first().waitFor();
  await shoot(dark, 'rota-dark');
  const page = await browser.newPerson({ viewport: laptop, locale: 'es-MX' });
  pages.set('cora in Spanish', page);
  page.expectTrouble(/^answer: GET \/api\/me 401$/);
  await page.goto(service.base);
  await page.getByRole('textbox', { name: 'Usuario' }).fill('cora');
  await page.getByLabel('Contraseña').fill(service.password);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Turnos' }).click();
  await page.getByRole('heading', { level: 1, name: 'Calendario de turnos' }).waitFor();
  await page.getByRole('button', { name: 'Semana siguiente' }).or(button(page, 'Siguiente semana')).first().waitFor();
  await shoot(page, 'rota-spanish');
});

step('who is asked whether they are on is told of their shift today', async () => {
  const page = await browser.newPerson();
  pages.set('ben at the door', page);
  await signIn(page, service.base, 'ben', service.password);
  const asked = page.getByRole('region', { name: 'Are you on?' });
  await asked.getByText('You have no shift today.').waitFor();
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: line.time_zone }).format(new Date());
  const { items } = (await api.get(`/api/peers?line=${line.id}`)).body;
  const planned = await api.post('/api/rota/rules', {
    line: line.id, staff: items.find(({ name }) => name === 'ben').id,
    first_day: today, begins: '18:00', ends: '22:00',
  });
  assert.equal(planned.status, 201);
  await asked.getByText(/^Your shift today: 6:00\sPM – 10:00\sPM$/).waitFor();
  await shoot(page, 'rota-are-you-on');
});
