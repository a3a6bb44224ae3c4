// The box under a thread: whether it takes a reply or a note, and where the keys go after sending.
import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.mjs';
import { shoot } from './chromium.mjs';
import { Evening } from './evening.mjs';
import { button, replyBox, thread } from './people.mjs';

const evening = new Evening('composer');
const step = (name, act) => evening.step(name, act);
const maya = '+15035550141';
const forStaff = 'Sounds calmer than on Monday';

let ana;
let garden; // the conversation with maya

const noteBox = (page) => page.getByRole('textbox', { name: 'Note' });
const isInHand = (box) => box.evaluate((field) => field === document.activeElement);
const isKept = (kind, body) =>
  eventually(`the ${kind} "${body}" is kept`, async () => {
    const { items } = (await evening.program('ana').get('/api/drafts')).body;
    return items.some((draft) => draft.kind === kind && draft.body === body);
  });

step('a note in hand stays a note when its texter comes back', async () => {
  await evening.isOn('ana');
  garden = await evening.conversation(maya, 'ana');
  await evening.texts(maya, 'STOP');
  ana = await evening.person('ana');
  await evening.look(ana, garden.id);
  await ana.getByText('They opted out.').waitFor();
  await noteBox(ana).focus();
  await evening.texts(maya, 'START');
  await ana.getByText('They opted out.').waitFor({ state: 'detached' });
  await ana.getByText('You can reply now.').waitFor();
  await ana.keyboard.type(forStaff);
  assert.equal(await noteBox(ana).inputValue(), forStaff);
  await shoot(ana, 'composer-01-can-reply-now');
});

step('half a note is there again after a reload, as a note', async () => {
  await isKept('note', forStaff);
  await ana.reload();
  await noteBox(ana).waitFor();
  assert.equal(await noteBox(ana).inputValue(), forStaff);
  await noteBox(ana).press('Control+Enter');
  await thread(ana).getByTestId('note').filter({ hasText: forStaff }).waitFor();
  assert.ok(await isInHand(noteBox(ana)), 'what is written next is a note as well');
  const heard = await evening.heard(maya);
  assert.ok(!heard.some((body) => body.includes(forStaff)), 'nothing of it went to maya');
});

step('a box that nobody is in takes replies again when its texter comes back', async () => {
  await ana.reload();
  await replyBox(ana).waitFor();
  await evening.texts(maya, 'STOP');
  await noteBox(ana).waitFor();
  await evening.texts(maya, 'START');
  await replyBox(ana).waitFor();
});

step('after Send her hands are still in the field: what she types next closes nothing', async () => {
  for (const press of [
    () => button(ana, 'Send').click(),
    () => button(ana, 'Send').press('Enter'),
    () => replyBox(ana).press('Control+Enter'),
  ]) {
    await replyBox(ana).click();
    await ana.keyboard.type('I am here.');
    await press();
    await ana.keyboard.type('every evening');
    assert.equal(await replyBox(ana).inputValue(), 'every evening');
    assert.ok(await isInHand(replyBox(ana)));
    await replyBox(ana).fill('');
  }
  const { state } = (await evening.program('ana').get(`/api/conversations/${garden.id}`)).body;
  assert.equal(state, 'open');
});

step('who sends from where it has moved to somebody else is in the field again after that', async () => {
  const cora = await evening.person('cora');
  await evening.look(cora, garden.id);
  await replyBox(cora).click();
  await cora.keyboard.type('Hello, this is Cora.');
  await ana.goto(evening.base);
  await evening.assign(garden.id, 'ben');
  await cora.getByText('Ben has this conversation.').waitFor();
  await button(cora, 'Send').click();
  await cora.getByRole('dialog').getByRole('button', { name: 'Send it' }).click();
  await eventually('the field is in hand', () => isInHand(replyBox(cora)));
});
