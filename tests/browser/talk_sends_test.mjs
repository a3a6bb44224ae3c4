// Texts that did not arrive, or of which nobody knows: what is said of them, and what one can do.
import assert from 'node:assert/strict';
import { ApiClient } from '../support/api_client.mjs';
import { eventually } from '../support/eventually.mjs';
import { laptop, phone, shoot } from './chromium.mjs';
import { Evening } from './evening.mjs';
import { button, event, list, notice, open, replyBox, text } from './people.mjs';

const evening = new Evening('talk_sends');
const step = (name, act) => evening.step(name, act);
const maya = '+15035550164';
const noor = '+15035550165';
const tess = '+15035550166';
const jo = '+15035550173';
const kit = '+15035550174';
const lou = '+15035550175';
const sam = '+15035550176';
const uma = '+15035550177';
const vic = '+15035550178';

let ana;

const times = async (number, body) =>
  (await evening.heard(number)).filter((heard) => heard === body).length;

async function send(words) {
  await replyBox(ana).fill(words);
  await button(ana, 'Send').click();
  await replyBox(ana).fill('');
}

step('a text that fails says why, and trying again sends it once', async () => {
  await evening.isOn('ana');
  const { id } = await evening.conversation(maya, 'ana');
  ana = await evening.person('ana');
  await evening.look(ana, id);
  const carrier = new ApiClient(evening.demo.carrier);
  await carrier.put('/simulator/faults', { faults: [], failing_phones: { [maya]: 30003 } });
  await send('Are you still there?');
  const failed = text(ana, 'Are you still there?', { status: 'failed' });
  await failed.getByText('Their phone couldn’t be reached.').waitFor();
  await shoot(ana, 'sends-01-failed');
  await carrier.put('/simulator/faults', { faults: [], failing_phones: {} });
  const before = await times(maya, 'Are you still there?');
  await failed.getByRole('button', { name: 'Try again' }).dblclick();
  await text(ana, 'Are you still there?', { status: 'delivered' }).waitFor();
  await failed.getByText('Sent again below.').waitFor();
  await event(ana, 'Ana sent a text again that did not arrive').waitFor();
  assert.equal(await failed.getByRole('button').count(), 0);
  assert.equal(await times(maya, 'Are you still there?'), before + 1);
  await shoot(ana, 'sends-02-sent-again');
});

step('of a text that nobody knows of the carrier is asked, and that settles it', async () => {
  const { id } = await evening.conversation(noor, 'ana');
  await evening.look(ana, id);
  ana.expectTrouble(/^answer: POST \/api\/texts\/[^/]+\/check 502$/);
  await evening.carrier.misbehave(
    { fault: 'lose_response', times: 1 },
    { fault: 'server_error', on: 'list' },
  );
  await send('Take all the time you need.');
  const unknown = text(ana, 'Take all the time', { status: 'unknown' });
  await unknown.getByText('We don’t know whether this arrived.').waitFor();
  await shoot(ana, 'sends-03-unknown', [phone]);
  await unknown.getByRole('button', { name: 'Check with the carrier' }).click();
  await unknown.getByText('The carrier did not answer.').waitFor();
  await evening.carrier.misbehave();
  await unknown.getByRole('button', { name: 'Check with the carrier' }).click();
  await text(ana, 'Take all the time', { status: 'delivered' }).waitFor();
  assert.equal(await times(noor, 'Take all the time you need.'), 1);
});

step('where the carrier can’t tell, a person decides, and is warned', async () => {
  const { id } = await evening.conversation(tess, 'ana');
  await evening.look(ana, id);
  // It never gets there, and the list can't say so before some minutes have passed.
  await evening.carrier.misbehave({ fault: 'drop', times: 1 });
  await send('I would like to hear more.');
  const unknown = text(ana, 'hear more', { status: 'unknown' });
  await unknown.getByRole('button', { name: 'Check with the carrier' }).click();
  await unknown.getByText('It may have arrived.').waitFor();
  await unknown.getByRole('button', { name: 'Send it again' }).click();
  const dialog = ana.getByRole('dialog');
  await dialog.getByText('they get it twice').waitFor();
  await shoot(ana, 'sends-04-send-again');
  await dialog.getByRole('button', { name: 'Send it again' }).click();
  await text(ana, 'hear more', { status: 'delivered' }).waitFor();
  await unknown.getByText('Sent again below.').waitFor();
  await eventually('it was heard', async () => (await times(tess, 'I would like to hear more.')) > 0);
  assert.equal(await times(tess, 'I would like to hear more.'), 1);
});

// From another device of hers.
async function writes({ id }, body) {
  const { status } = await evening
    .program('ana')
    .post(`/api/conversations/${id}/texts`, { body, client_id: body });
  assert.equal(status, 201);
}

step('a text that fails while she is with somebody else is told, and leads there', async () => {
  const first = await evening.conversation(jo, 'ana');
  const second = await evening.conversation(kit, 'ana');
  await new ApiClient(evening.demo.carrier).put('/simulator/faults', {
    faults: [],
    failing_phones: { [jo]: 30003, [kit]: 30003 },
  });
  await evening.look(ana, first.id);
  await writes(first, 'before her');
  await text(ana, 'before her', { status: 'failed' }).waitFor();
  await writes(second, 'out of her sight');
  const told = notice(ana, `A text to ${second.codename} could not be sent.`);
  await told.waitFor();
  assert.equal(await told.getByText('out of her sight').count(), 0);
  assert.equal(await notice(ana, 'could not be sent').count(), 1, 'what she saw is not told');
  await shoot(ana, 'sends-05-told', [laptop]);
  await told.getByRole('link', { name: 'Look at it' }).click();
  await text(ana, 'out of her sight', { status: 'failed' }).waitFor();
  await told.waitFor({ state: 'detached' });
});

// Sends the words from where she is, and goes to somebody else before they are answered. Answers how
// to let them go on.
async function sendAndLeave(words, elsewhere, onward) {
  let letGo;
  const left = new Promise((resolve) => (letGo = resolve));
  await ana.route('**/texts', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await left;
    return onward(route);
  });
  await send(words);
  await open(ana, 'Mine', elsewhere.codename);
  return letGo;
}

step('a reply that did not leave is told where she is by now, and marked in the list', async () => {
  ana.expectTrouble(/^answer: POST \/api\/conversations\/[^/]+\/texts 422$/);
  const first = await evening.conversation(lou, 'ana');
  const second = await evening.conversation(sam, 'ana');
  await evening.look(ana, first.id);
  const refuse = (route) => route.fulfill({ status: 422, json: { status: 422, code: 'too_long' } });
  const letGo = await sendAndLeave('more than it takes', second, refuse);
  const item = list(ana, 'Mine').getByRole('link', { name: first.codename });
  assert.equal(await item.getByText('Not sent').count(), 0);
  letGo();
  const told = notice(ana, `A text to ${first.codename} could not be sent.`);
  await told.waitFor();
  await item.getByText('Not sent').waitFor();
  assert.equal(await told.getByText('more than it takes').count(), 0);
  await shoot(ana, 'sends-06-did-not-leave', [laptop]);
  await told.getByRole('link', { name: 'Look at it' }).click();
  await told.waitFor({ state: 'detached' });
  await text(ana, 'more than it takes', { status: 'failed' })
    .getByRole('button', { name: 'Discard' })
    .click();
  await item.getByText('Not sent').waitFor({ state: 'detached' });
  await ana.unroute('**/texts');
});

step('also where it was refused since somebody else has it, and her words are there', async () => {
  ana.expectTrouble(/^answer: (GET|POST) \/api\/conversations\/[^/]+(\/\w+)? (403|409)$/);
  const [first, second] = (await evening.program('ana').view('mine')).slice(0, 2).map((one) => ({
    id: one.id,
    codename: one.texter.codename,
  }));
  await evening.look(ana, first.id);
  const letGo = await sendAndLeave('I am with you', second, (route) => route.continue());
  await evening.assign(first.id, 'ben');
  await list(ana, 'Mine').getByRole('link', { name: first.codename }).waitFor({ state: 'detached' });
  letGo();
  const told = notice(ana, 'Something that you wrote could not be sent.');
  await told.getByRole('link', { name: 'Look at it' }).click();
  await ana.getByText('Ben has this conversation now').first().waitFor();
  await ana.getByText('I am with you').waitFor();
  await ana.reload();
  await ana.getByText('I am with you').waitFor();
  await shoot(ana, 'sends-07-with-somebody-else', [laptop]);
  await button(ana, 'Discard').click();
  await ana.getByText('I am with you').waitFor({ state: 'detached' });
  await ana.unroute('**/texts');
});

// What she wrote does not arrive, and the conversation is closed over it.
async function closedOver({ id }, words, status) {
  await writes({ id }, words);
  await text(ana, words, { status }).waitFor();
  const closed = await evening.program('ana').post(`/api/conversations/${id}/close`);
  assert.equal(closed.status, 200);
  await button(ana, 'Reopen').waitFor();
}

step('in a closed conversation what did not arrive can be checked and left, not sent', async () => {
  const first = await evening.conversation(uma, 'ana');
  await evening.look(ana, first.id);
  await new ApiClient(evening.demo.carrier).put('/simulator/faults', {
    faults: [],
    failing_phones: { [uma]: 30003 },
  });
  await closedOver(first, 'until tomorrow', 'failed');
  const failed = text(ana, 'until tomorrow', { status: 'failed' });
  await failed.getByText('To send it again, reopen the conversation first.').waitFor();
  assert.equal(await failed.getByRole('button', { name: 'Try again' }).count(), 0);
  await shoot(ana, 'sends-08-closed');
  await failed.getByRole('button', { name: 'Leave it' }).click();
  await failed.getByText('Left as it is.').waitFor();
  assert.equal(await failed.getByText('reopen the conversation').count(), 0);

  const second = await evening.conversation(vic, 'ana');
  await evening.look(ana, second.id);
  await evening.carrier.misbehave({ fault: 'drop', times: 1 });
  await closedOver(second, 'sleep well', 'unknown');
  const unknown = text(ana, 'sleep well', { status: 'unknown' });
  await unknown.getByRole('button', { name: 'Check with the carrier' }).click();
  await unknown.getByText('It may have arrived.').waitFor();
  assert.equal(await unknown.getByRole('button', { name: 'Send it again' }).count(), 0);
  await unknown.getByText('To send it again, reopen the conversation first.').waitFor();
  await unknown.getByRole('button', { name: 'Leave it' }).click();
  await unknown.getByText('Left as it is.').waitFor();
});
