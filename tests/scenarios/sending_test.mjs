// Promise 4, no text is sent twice, over a carrier that is away, hangs or breaks off.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../support/eventually.mjs';
import { TestService } from '../support/service.mjs';

const texter = '+15035550122';

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
  return { service, ana, id, reply, statusOf, becomes, carried };
}

for (const fault of ['hang', 'drop']) {
  test(`killed while a reply is being sent (${fault}): unknown, never sent again`, async (t) => {
    const { service, reply, becomes, carried } = await withConversation(t);
    // Its answer is a minute away: the kill comes first.
    const late = { fault: 'delay', times: 1, delay_ms: 60_000 };
    await service.simulator.misbehave(late, { fault, times: 1 });
    await reply('I am with you');
    await becomes('I am with you', 'sending');
    await service.running.stop('SIGKILL');

    await service.simulator.misbehave();
    const before = await carried('I am with you');
    await service.start();
    await becomes('I am with you', 'unknown');

    // What comes after it still leaves, so the outbox did get its turn.
    await reply('still with you');
    await becomes('still with you', 'delivered');
    assert.equal(await carried('I am with you'), before);
    assert.ok(before <= 1);
  });
}

test('a carrier that takes a text and loses the answer leaves it unknown, sent once', async (t) => {
  const { service, reply, becomes, carried } = await withConversation(t);
  await service.simulator.misbehave({ fault: 'lose_response', times: 1 });
  await reply('take your time');
  await becomes('take your time', 'unknown');
  await reply('no hurry at all');
  await becomes('no hurry at all', 'delivered');
  assert.equal(await carried('take your time'), 1);
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
