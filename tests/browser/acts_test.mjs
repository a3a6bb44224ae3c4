// What a peer does with a conversation besides writing: coming back to it later, ending it, taking
// it up again.
import assert from 'node:assert/strict';
import { ApiClient } from '../support/api_client.mjs';
import { demoPassword } from '../support/demo.mjs';
import { eventually } from '../support/eventually.mjs';
import { violations } from './axe.mjs';
import { laptop, phone, shoot } from './chromium.mjs';
import { Evening } from './evening.mjs';
import { button, event, notice, reply, replyBox, text } from './people.mjs';

const evening = new Evening('acts', { lineSettings: '[lines.fair_use]\ncontacts_per_day = 6\n' });
const step = (name, act) => evening.step(name, act);
const maya = '+15035550161';
const noor = '+15035550162';
const tess = '+15035550163';
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

step('what they say they wish for is noted, and stands at the side', async () => {
  await evening.program('ana').put('/api/me/presence', { presence: 'on' });
  const ada = await ApiClient.signIn(evening.base, 'ada', demoPassword);
  const items = [{ name: 'grief', labels: { en: 'Losing somebody' } }, { name: 'hearing voices' }];
  assert.equal((await ada.put('/api/experiences', { items })).status, 200);
  const theirs = await evening.conversation(tess, 'ana', 'me gustaría en español, if you can');
  await evening.look(ana, theirs.id);
  await reply(ana, 'of course');
  const side = ana.getByRole('dialog', { name: 'About this conversation' });
  await button(ana, 'About this conversation').click();
  await button(ana, 'Change what they wish for').click();
  const sheet = ana.getByRole('dialog', { name: `What does ${theirs.codename} wish for?` });
  await sheet.getByRole('checkbox', { name: 'somebody other than Ana' }).check();
  const experiences = sheet.getByRole('group', { name: 'Somebody who shares' });
  await experiences.getByRole('checkbox', { name: 'grief' }).check();
  await experiences.getByRole('checkbox', { name: /^Nobody else/ }).check();
  await shoot(ana, 'acts-wishes', [phone]);
  assert.deepEqual(await violations(ana), []);
  await sheet.getByRole('button', { name: 'Note it' }).click();
  await notice(ana, 'Noted.').waitFor();
  await side.getByText('somebody other than Ana').waitFor();
  const noted = async () =>
    (await evening.program('cora').get(`/api/conversations/${theirs.id}`)).body.wishes;
  const wishes = (await noted()).map(({ kind, only }) => [kind, only]).sort();
  assert.deepEqual(wishes, [['experience', true], ['not_the_same_person', false]]);
  await ana.setViewportSize(laptop);
  const besides = ana.getByRole('complementary', { name: 'About this conversation' });
  await besides.getByText('somebody other than Ana').waitFor();
  await button(ana, 'Change what they wish for').click();
  await sheet.getByRole('checkbox', { name: 'somebody other than Ana' }).uncheck();
  await shoot(ana, 'acts-wishes', [laptop]);
  await sheet.getByRole('button', { name: 'Note it' }).click();
  await besides.getByText('somebody other than Ana').waitFor({ state: 'detached' });
  await ana.setViewportSize(phone);
  assert.deepEqual((await noted()).map(({ kind }) => kind), ['experience']);
});

step('who wishes for no more texts in words of their own is opted out from the side', async () => {
  await evening.program('ana').put('/api/me/presence', { presence: 'on' });
  const theirs = await evening.conversation(noor, 'ana', 'enough of these, thanks. bye for good');
  await evening.look(ana, theirs.id);
  assert.equal(await ana.getByTestId('flag').count(), 0, 'a phrase has raised a flag');
  await button(ana, 'About this conversation').click();
  await shoot(ana, 'acts-side-opt-out', [phone]);
  await button(ana, 'Opt them out').click();
  const asked = ana.getByRole('dialog', { name: `Opt ${theirs.codename} out?` });
  await asked.getByText('nothing more is sent until they text START').waitFor();
  assert.deepEqual(await violations(ana), []);
  await asked.getByRole('button', { name: 'Not now' }).click();
  const optedOut = async () =>
    (await evening.program('cora').get(`/api/conversations/${theirs.id}`)).body.opted_out;
  assert.equal(await optedOut(), false);
  await button(ana, 'Opt them out').click();
  await asked.getByRole('button', { name: 'Opt them out' }).click();
  await notice(ana, 'They are opted out. Nothing more is sent to them.').waitFor();
  assert.equal(await optedOut(), true);
  await button(ana, 'Opt them out').waitFor({ state: 'detached' });
  await ana.setViewportSize(laptop);
  await shoot(ana, 'acts-opted-out', [laptop]);
});
