// Promise 1, no text is lost, against the real process: what was answered with 200 is there, once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestService } from '../support/service.mjs';
import { newSid } from '../support/webhooks.mjs';

const texter = '+15035550111';
const fifty = Array.from({ length: 50 });
const kills = 10;

const bodiesOf = (texts) =>
  texts.filter((text) => text.direction === 'in').map((text) => text.body);

test('the same webhook fifty times in parallel is one text', async (t) => {
  const service = await TestService.make();
  t.after(() => service.remove());
  await service.start();
  const cora = await service.client('cora');

  const sid = newSid();
  const statuses = await Promise.all(
    fifty.map(() => service.text(texter, 'are you there?', { sid })),
  );
  assert.deepEqual(statuses, fifty.map(() => 200));

  const waiting = await cora.view('waiting');
  assert.equal(waiting.length, 1);
  assert.deepEqual(bodiesOf(await cora.thread(waiting[0].id)), ['are you there?']);
});

test('fifty texts of one texter in parallel are kept, in one conversation', async (t) => {
  const service = await TestService.make();
  t.after(() => service.remove());
  await service.start();
  const cora = await service.client('cora');

  const bodies = fifty.map((_, index) => `part ${String(index).padStart(2, '0')}`);
  const statuses = await Promise.all(bodies.map((body) => service.text(texter, body)));
  assert.deepEqual(statuses, fifty.map(() => 200));

  const waiting = await cora.view('waiting');
  assert.equal(waiting.length, 1);
  assert.deepEqual(bodiesOf(await cora.thread(waiting[0].id)).sort(), bodies);
});

test('a text that was answered with 200 survives kill -9 right after, every time', async (t) => {
  const service = await TestService.make();
  t.after(() => service.remove());
  const cora = await service.client('cora');

  const answered = [];
  for (let round = 0; round < kills; ++round) {
    await service.start();
    const body = `before the crash ${round}`;
    assert.equal(await service.text(texter, body), 200);
    const { signal } = await service.running.stop('SIGKILL');
    assert.equal(signal, 'SIGKILL');
    answered.push(body);
  }

  await service.start();
  const waiting = await cora.view('waiting');
  assert.equal(waiting.length, 1);
  assert.deepEqual(bodiesOf(await cora.thread(waiting[0].id)), answered);
});

test('of the texts in hand at kill -9 none is lost once answered, or kept twice', async (t) => {
  const service = await TestService.make();
  t.after(() => service.remove());
  await service.start();
  const cora = await service.client('cora');

  const answered = [];
  const texting = fifty.map(async (_, index) => {
    const body = `in the crash ${index}`;
    const status = await service.text(texter, body).catch(() => 0);
    if (status === 200) answered.push(body);
    if (answered.length === 5) service.running.signal('SIGKILL');
  });
  await Promise.all(texting);
  await service.running.stop('SIGKILL');

  await service.start();
  const [conversation] = await cora.view('waiting');
  const kept = bodiesOf(await cora.thread(conversation.id));
  assert.deepEqual(kept.filter((body, index) => kept.indexOf(body) !== index), [], 'kept twice');
  assert.deepEqual(answered.filter((body) => !kept.includes(body)), [], 'answered but lost');
});
