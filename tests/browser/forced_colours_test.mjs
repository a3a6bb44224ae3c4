// Where the system has colours of its own (`forced-colors: active`), no ground is left to tell by:
// what it would say is there all the same.
import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.mjs';
import { violations } from './axe.mjs';
import { laptop, phone, shoot } from './chromium.mjs';
import { Evening } from './evening.mjs';
import { hasFaded } from './faded.mjs';
import { button, flag, list, presence, replyBox, text } from './people.mjs';

const evening = new Evening('forced');
const step = (name, act) => evening.step(name, act);
const maya = '+15035550191';
const noor = '+15035550192';

let ana;
let hers; // the conversation with maya
let other; // the one with noor

// What was just chosen takes on its colours little by little: it is looked at when it has them.
async function style(part, name, pseudo) {
  await hasFaded(part.page());
  return part.evaluate((element, [one, of]) => getComputedStyle(element, of)[one], [name, pseudo]);
}
const px = async (part, name) => parseFloat(await style(part, name));
const hasLine = async (part) =>
  (await style(part, 'outlineStyle')) === 'solid' && (await px(part, 'outlineWidth')) >= 2;
const ground = (part, pseudo) => style(part, 'backgroundColor', pseudo);

step('ana has two conversations, one of them urgent', async () => {
  await evening.isOn('ana');
  hers = await evening.conversation(maya, 'ana', 'some nights I just don’t want to live anymore');
  other = await evening.conversation(noor, 'ana', 'cant sleep');
  const said = { body: 'I am here.', client_id: 'one' };
  await evening.program('ana').post(`/api/conversations/${hers.id}/texts`, said);
  await evening.program('ana').post(`/api/conversations/${hers.id}/notes`, { body: 'Likes tea.' });
  ana = await evening.person('ana', 'ana', { forcedColors: 'active' });
  await evening.look(ana, hers.id);
});

step('what is chosen has a line around it, and nothing else', async () => {
  const item = ({ codename }) => list(ana, 'Mine').getByRole('link', { name: codename });
  assert.ok(await hasLine(item(hers)));
  assert.ok(!(await hasLine(item(other))));
  const page = (name) => ana.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name });
  assert.ok(await hasLine(page('Inbox')));
  assert.ok(!(await hasLine(page('Rota'))));
  const stands = (name) => presence(ana, name).locator('..');
  assert.ok(await hasLine(stands('On')));
  assert.ok(!(await hasLine(stands('Off'))));
  const tab = (name) => px(ana.getByRole('tab', { name }), 'borderBottomWidth');
  assert.ok((await tab('Now')) > (await tab('Closed')));
  const mode = (name) => ana.getByRole('radio', { name }).locator('..');
  assert.ok(await hasLine(mode('Reply')));
  assert.ok(!(await hasLine(mode('Note'))));
});

step('what is unread stands out, and so does what is urgent', async () => {
  const unread = list(ana, 'Mine').getByLabel('1 new text');
  assert.notEqual(await ground(unread), await ground(ana.locator('body')));
  const urgent = list(ana, 'Mine').getByText('Urgent', { exact: true });
  assert.equal(await px(urgent, 'borderTopWidth'), 2);
  assert.equal(await px(flag(ana, 'Worrying words'), 'borderTopWidth'), 3);
});

step('who said it is told by the heavier edge', async () => {
  const edges = async (words) => {
    const bubble = text(ana, words).locator('[dir="auto"]');
    return [await px(bubble, 'borderLeftWidth'), await px(bubble, 'borderRightWidth')];
  };
  assert.deepEqual(await edges('some nights'), [5, 1]);
  assert.deepEqual(await edges('I am here.'), [1, 5]);
  assert.equal(await style(ana.getByTestId('note'), 'borderTopStyle'), 'dashed');
});

step('where the focus is has a line of its own', async () => {
  await button(ana, 'Hand off').focus();
  await ana.keyboard.press('Tab');
  const focused = ana.locator(':focus-visible');
  assert.ok(await hasLine(focused));
  assert.equal(await px(focused, 'outlineWidth'), 3);
  await replyBox(ana).focus();
});

step('who is on, and who is off, are marked differently', async () => {
  const marks = ana.getByRole('complementary').locator('[data-presence]');
  const on = marks.and(ana.locator('[data-presence="on"]')).first();
  const off = marks.and(ana.locator('[data-presence="off"]')).first();
  assert.notEqual(await ground(on, '::after'), await ground(off, '::after'));
});

step('it can be read, and axe-core finds nothing', async () => {
  await shoot(ana, 'forced-colours', [laptop, phone]);
  assert.deepEqual(await violations(ana), []);
  await ana.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await shoot(ana, 'forced-colours-dark', [laptop, phone]);
  await ana.emulateMedia({ forcedColors: 'active', colorScheme: 'light' });
});

step('on the board, in the rota and the numbers what is chosen stands out as well', async () => {
  const cora = await evening.person('cora', 'cora', { forcedColors: 'active' });
  await cora.goto(`${evening.base}/board`);
  const [chosen, unchosen] = [hers, other].map(({ codename }) =>
    cora.getByRole('checkbox', { name: `Choose ${codename}` }),
  );
  await chosen.check();
  assert.notEqual(await ground(chosen), await ground(unchosen));
  await shoot(cora, 'forced-colours-board', [laptop, phone]);
  assert.deepEqual(await violations(cora), []);

  await cora.goto(`${evening.base}/rota`);
  assert.ok(await hasLine(button(cora, 'week')));
  assert.ok(!(await hasLine(button(cora, 'day'))));
  await shoot(cora, 'forced-colours-rota', [laptop, phone]);
  assert.deepEqual(await violations(cora), []);

  await cora.goto(`${evening.base}/numbers`);
  const waits = cora.getByRole('img', { name: 'How long people waited' });
  const marks = waits.locator('.mantine-ColorSwatch-colorOverlay');
  await marks.first().waitFor();
  const colours = await Promise.all((await marks.all()).map((mark) => ground(mark)));
  assert.equal(colours.length, 2);
  assert.equal(new Set([...colours, await ground(cora.locator('body'))]).size, 3);
  await shoot(cora, 'forced-colours-numbers', [laptop, phone]);
  assert.deepEqual(await violations(cora), []);
});

step('in calm mode what texters said is covered here too', async () => {
  await evening.program('ana').put('/api/me/settings', { calm: true });
  await evening.look(ana, hers.id);
  await ana.mouse.move(2, 2);
  const said = text(ana, 'some nights').locator('[dir="auto"]');
  await eventually('it is covered', async () => (await style(said, 'filter')) === 'blur(6px)');
  await said.hover();
  await eventually('it is clear', async () => (await style(said, 'filter')) === 'none');
});
