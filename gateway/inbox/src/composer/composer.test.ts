import { beforeEach, expect, test } from 'vitest';
import { Problem } from '../api/problem';
import type { Text } from '../api/types';
import { storeOf } from './browser_store';
import { FakeStorage } from './fake_storage';
import { Outgoing, type OutgoingText } from './outgoing';

let storage = new FakeStorage();
beforeEach(() => {
  storage = new FakeStorage();
});

function outgoingThat(...answers: ('kept' | Problem)[]) {
  const posted: OutgoingText[] = [];
  const kept: string[] = [];
  let ids = 0;
  const outgoing = new Outgoing({
    store: storeOf(storage, 'warmline.ana.'),
    post: (text) => {
      posted.push(text);
      const answer = answers.shift() ?? 'kept';
      if (answer !== 'kept') return Promise.reject(answer);
      return Promise.resolve({ id: `t-${text.clientId}`, client_id: text.clientId } as Text);
    },
    onKept: (_, text) => kept.push(text.id),
    newId: () => `k${++ids}`,
    now: () => new Date(Date.UTC(2026, 4, 20, 12, 0, ids)),
  });
  return { outgoing, posted, kept };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

test('a text that the service kept is no longer on its way', async () => {
  const { outgoing, kept } = outgoingThat('kept');
  outgoing.send('c1', 'text', 'hello');
  expect(outgoing.of('c1')[0]?.state).toBe('sending');
  await settled();
  expect(outgoing.of('c1')).toEqual([]);
  expect(kept).toEqual(['t-k1']);
  expect(storage.kept.size).toBe(0);
});

test('a refused text keeps its words and says who has the conversation', async () => {
  const refusal = new Problem(409, 'not_owner', { ownerName: 'Ben' });
  const { outgoing } = outgoingThat(refusal);
  outgoing.send('c1', 'text', 'hello');
  await settled();
  expect(outgoing.of('c1')[0]).toMatchObject({
    state: 'failed',
    body: 'hello',
    problem: { code: 'not_owner', ownerName: 'Ben', outcomeIsOpen: false },
  });
});

test('trying again uses the same id', async () => {
  const { outgoing, posted } = outgoingThat(new Problem(503, 'unavailable'), 'kept');
  outgoing.send('c1', 'text', 'hello');
  await settled();
  const [failed] = outgoing.of('c1');
  if (!failed) throw new Error('nothing failed');
  outgoing.tryAgain(failed);
  await settled();
  expect(posted.map((text) => text.clientId)).toEqual(['k1', 'k1']);
  expect(outgoing.of('c1')).toEqual([]);
});

test('without a connection a text waits and goes once when it is back', async () => {
  const { outgoing, posted } = outgoingThat(new Problem(0, 'unreachable'), 'kept');
  outgoing.send('c1', 'text', 'hello');
  await settled();
  expect(outgoing.of('c1')[0]?.state).toBe('waiting');
  outgoing.connectionIsBack();
  outgoing.connectionIsBack();
  await settled();
  expect(posted).toHaveLength(2);
  expect(outgoing.of('c1')).toEqual([]);
});

test('a note without an answer is not sent again by itself', async () => {
  const { outgoing, posted } = outgoingThat(new Problem(0, 'unreachable'));
  outgoing.send('c1', 'note', 'likes the garden');
  await settled();
  expect(outgoing.of('c1')[0]?.state).toBe('failed');
  outgoing.connectionIsBack();
  await settled();
  expect(posted).toHaveLength(1);
});

test('two texts written quickly arrive in their order', async () => {
  const { outgoing, posted } = outgoingThat('kept', 'kept');
  outgoing.send('c1', 'text', 'first');
  outgoing.send('c1', 'text', 'second');
  expect(posted.map((text) => text.body)).toEqual(['first']);
  await settled();
  expect(posted.map((text) => text.body)).toEqual(['first', 'second']);
});

test('a text whose answer was lost in a reload is there, and the thread confirms it', async () => {
  const before = outgoingThat(new Problem(0, 'unreachable'));
  before.outgoing.send('c1', 'text', 'hello');
  await settled();
  const { outgoing, posted } = outgoingThat();
  expect(outgoing.of('c1')[0]).toMatchObject({ state: 'failed', problem: { outcomeIsOpen: true } });
  expect(posted).toEqual([]);
  outgoing.confirm('c1', [{ id: 't1', client_id: 'k1' } as Text]);
  expect(outgoing.of('c1')).toEqual([]);
  expect(outgoingThat().outgoing.count()).toBe(0);
});
