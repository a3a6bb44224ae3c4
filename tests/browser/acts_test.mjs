// What a peer does with a conversation besides writing: coming back to it later, ending it, taking
// it up again.
import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.mjs';
import { phone, shoot } from './chromium.mjs';
import { Evening } from './evening.mjs';
import { button, event, notice, reply, replyBox, text } from './people.mjs';

const evening = new Evening('acts', { lineSettings: '[lines.fair_use]\ncontacts_per_day = 6\n' });
const step = (name, act) => evening.step(name, act);
const maya = '+15035550161';
let ana;
let hers; // maya's conversation

const item = (page, name) => page.getByRole('menuitem', { name, exact: true });
const state = async () =>
  (await evening.program('cora').get(`/api/conversations/${hers.id}`)).body.state;
const becomes = (wanted) => eventually(`it is ${wanted}`, async () => (await state()) === wanted);

async function chooseClose(what) {
  await button(ana, 'Close').click();
  await item(ana, what).click();
}

step('a conversation that rests says until when, and the next text wakes it', async () => {
  await evening.isOn('ana');
  hers = await evening.conversation(maya, 'ana', 'is anybody there?');
  ana = await evening.person('ana', 'ana', { viewport: phone });
  await evening.look(ana, hers.id);
  await reply(ana, 'I am here, and back in an hour');
  await button(ana, 'Rest').click();
  await item(ana, 'In an hour').click();
  await event(ana, 'Ana will come back to this').waitFor();
  await becomes('resting');
  await shoot(ana, 'acts-resting', [phone]);
  await evening.texts(maya, 'thank you');
  await event(ana, 'No longer resting').waitFor();
  await becomes('open');
});

step('who waits for an answer is not left by accident', async () => {
  await chooseClose('Close');
  const asked = ana.getByRole('dialog', { name: 'Close without an answer?' });
  await asked.getByRole('button', { name: 'Keep it open' }).click();
  await asked.waitFor({ state: 'detached' });
  assert.equal(await state(), 'open');
  await replyBox(ana).waitFor();
});

step('whom a peer asked to come back is not counted when they do', async () => {
  await reply(ana, 'text me again tomorrow');
  await text(ana, 'text me again tomorrow', { status: 'delivered' }).waitFor();
  await chooseClose('Close, I asked them to come back');
  await notice(ana, 'Closed.').waitFor();
  await becomes('closed');
});

step('what was closed too early is taken up again', async () => {
  await button(ana, 'Reopen').click();
  await replyBox(ana).waitFor();
  await becomes('open');
  await reply(ana, 'one more thing');
  await eventually('it has arrived', async () =>
    (await evening.heard(maya)).includes('one more thing'),
  );
});

step('once it is somebody else\'s, there is nothing to take up', async () => {
  await chooseClose('Close');
  await button(ana, 'Reopen').waitFor();
  await evening.program('ana').put('/api/me/presence', { presence: 'off' });
  await evening.isOn('ben');
  await evening.texts(maya, 'hello again');
  const ben = evening.program('ben');
  const [offer] = await eventually('ben is asked', async () => {
    const offered = await ben.view('offered');
    return offered.length > 0 && offered;
  });
  ana.expectTrouble(/^answer: (GET|POST) \/api\/conversations\/[^/]+(\/\w+)? 403$/);
  assert.equal((await ben.post(`/api/conversations/${offer.id}/accept`)).status, 200);
  await ana.getByText('Ben has this conversation now, so it is not shown here.').waitFor();
});
