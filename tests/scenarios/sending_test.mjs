// Promise 4, no text is sent twice, over a carrier that is away, hangs, breaks off or restarts. What
// takes minutes to be certain of is in tests/flows/sending_test.cpp, where time is moved by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../support/eventually.mjs';
import { lineNumber, TestService } from '../support/service.mjs';

const texter = '+15035550122';
const noor = '+15035550123';

// A service with a carrier, a texter who waits, and ana, who has claimed the conversation.
async function withConversation(t, { carrier = true } = {}) {
  const service = await TestService.make();
  t.after(() => service.remove());
  if (carrier) await service.startCarrier();
  await service.start();
  const ana = await service.client('ana');
  await ana.put('/api/me/presence', { presence: 'on' });
  assert.equal(await service.text(texter, 'hello?'), 200);
  const [{ id }] = await ana.view('waiting');
  assert.equal((await ana.post(`/api/conversations/${id}/claim`)).status, 200);

  const reply = async (body, clientId = body) => {
    const kept = await ana.post(`/api/conversations/${id}/texts`, { body, client_id: clientId });
    assert.ok(kept.status === 201 || kept.status === 200, `the reply is answered ${kept.status}`);
    return kept.body;
  };
  const statusOf = async (body) =>
    (await ana.thread(id)).find((text) => text.direction === 'out' && text.body === body)?.status;
  const becomes = (body, status) =>
    eventually(`"${body}" is ${status}`, async () => (await statusOf(body)) === status);
  const carried = async (body) =>
    (await service.simulator.messages({ phone: texter, body, writer: 'line' })).count;
  // The welcome is out of the way: what a carrier does to the next send, it does to a reply.
  const hasLeft = ({ automatic, status }) => automatic && status === 'delivered';
  if (carrier) {
    await eventually('the welcome has left', async () => (await ana.thread(id)).some(hasLeft));
  }
  return { service, ana, id, reply, statusOf, becomes, carried };
}

test('killed while a reply is sent that the carrier took: found there, sent once', async (t) => {
  const { service, reply, becomes, carried } = await withConversation(t);
  await service.simulator.misbehave({ fault: 'hang', times: 1 });
  await reply('I am with you');
  await becomes('I am with you', 'sending');
  await eventually('the carrier has it', async () => (await carried('I am with you')) === 1);
  await service.running.stop('SIGKILL');

  await service.start();
  await reply('still with you');
  await becomes('still with you', 'delivered');
  await becomes('I am with you', 'delivered');
  assert.equal(await carried('I am with you'), 1);
});

test('killed while a reply is sent that never arrived: unknown, and the next waits', async (t) => {
  const { service, ana, reply, becomes, carried, statusOf } = await withConversation(t);
  // Its end is a minute away: the kill comes first.
  const late = { fault: 'delay', times: 1, delay_ms: 60_000 };
  await service.simulator.misbehave(late, { fault: 'drop', times: 1 });
  await reply('I am with you');
  await becomes('I am with you', 'sending');
  await service.running.stop('SIGKILL');

  await service.start();
  await becomes('I am with you', 'unknown');
  await reply('still with you');
  // A reply in another thread has its turn, so this one had it too.
  const [other] = await eventually('noor waits', async () => {
    await service.text(noor, 'hi');
    const waiting = await ana.view('waiting');
    return waiting.length > 0 && waiting;
  });
  await ana.post(`/api/conversations/${other.id}/claim`);
  await ana.post(`/api/conversations/${other.id}/texts`, { body: 'hello', client_id: 'noor' });
  const heard = async () => (await service.simulator.messages({ phone: noor, body: 'hello' })).count;
  await eventually('noor hears of it', async () => (await heard()) === 1);
  assert.equal(await statusOf('still with you'), 'queued');
  assert.equal(await carried('I am with you'), 0);
  assert.equal(await carried('still with you'), 0);
});

test('a wish to hear nothing more that was missed comes before what waited to leave', async (t) => {
  const { service, reply, becomes, carried } = await withConversation(t);
  await service.simulator.misbehave({ fault: 'busy' });
  await reply('are you there?');
  await becomes('are you there?', 'queued');
  await service.running.stop();
  // The carrier takes no notice of these words: it is for us to.
  await service.simulator.text(texter, lineNumber, 'opt out');
  const retried = new Promise((resolve) => setTimeout(resolve, 6_000));
  await service.simulator.misbehave();
  await retried;

  await service.start();
  await becomes('are you there?', 'failed');
  assert.equal(await carried('are you there?'), 0);
});

for (const fault of ['lose_response', 'garbage']) {
  test(`a carrier that takes a text and answers nothing of use (${fault}): sent once`, async (t) => {
    const { service, reply, becomes, carried } = await withConversation(t);
    await service.simulator.misbehave({ fault, times: 1 });
    await reply('take your time');
    await becomes('take your time', 'unknown');
    await reply('no hurry at all');
    await becomes('no hurry at all', 'delivered');
    await becomes('take your time', 'delivered');
    const { messages } = await service.simulator.messages({ phone: texter, writer: 'line' });
    const bodies = messages.map((message) => message.body);
    assert.deepEqual(bodies.slice(-2), ['take your time', 'no hurry at all']);
    assert.equal(await carried('take your time'), 1);
  });
}

test('a carrier that restarts and owes an answer: looked up when it is back', async (t) => {
  const { service, reply, becomes, carried } = await withConversation(t);
  await service.simulator.misbehave({ fault: 'lose_response', times: 1 });
  await reply('take your time');
  await becomes('take your time', 'unknown');
  await service.carrier.stop('SIGTERM');
  await service.startCarrier();
  await becomes('take your time', 'delivered');
  assert.equal(await carried('take your time'), 1);
});

test('receipts that come twice and in the wrong order leave each text delivered', async (t) => {
  const { service, reply, becomes, carried, statusOf } = await withConversation(t);
  await service.simulator.misbehave({ fault: 'duplicate_receipts' }, { fault: 'reorder_receipts' });
  for (const body of ['first', 'second', 'third']) {
    await reply(body);
    await becomes(body, 'delivered');
  }
  assert.equal(await statusOf('first'), 'delivered');
  assert.equal(await carried('first'), 1);
});

test('while the carrier is away replies stay queued; they leave in order after', async (t) => {
  const { service, reply, becomes, statusOf } = await withConversation(t, { carrier: false });
  const bodies = ['first', 'second', 'third'];
  for (const body of bodies) await reply(body);
  await becomes('first', 'queued');
  assert.equal(await statusOf('third'), 'queued');

  await service.startCarrier();
  await becomes('third', 'delivered');
  const { messages } = await service.simulator.messages({ phone: texter, writer: 'line' });
  const replies = messages.map((message) => message.body).filter((body) => bodies.includes(body));
  assert.deepEqual(replies, bodies);
});

test('the same reply posted twenty times at once is one text for the texter', async (t) => {
  const { ana, id, becomes, carried } = await withConversation(t);
  const posted = await Promise.all(
    Array.from({ length: 20 }, () =>
      ana.post(`/api/conversations/${id}/texts`, { body: 'once', client_id: 'same' }),
    ),
  );
  const statuses = posted.map((answer) => answer.status).sort();
  assert.deepEqual(statuses, [...Array(19).fill(200), 201]);
  assert.equal(new Set(posted.map((answer) => answer.body.id)).size, 1);
  await becomes('once', 'delivered');
  assert.equal(await carried('once'), 1);
});
