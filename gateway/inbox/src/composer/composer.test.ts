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
  const gone: string[] = [];
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
    onGone: ({ clientId }) => gone.push(clientId),
    newId: () => `k${++ids}`,
    now: () => new Date(Date.UTC(2026, 4, 20, 12, 0, ids)),
  });
  return { outgoing, posted, kept, gone };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

test('a text that the service kept is no longer on its way', async () => {
  const { outgoing, kept, gone } = outgoingThat('kept');
  outgoing.send('c1', 'text', 'hello');
  expect(outgoing.of('c1')[0]?.state).toBe('sending');
  await settled();
  expect(outgoing.of('c1')).toEqual([]);
  expect(kept).toEqual(['t-k1']);
  expect(gone).toEqual(['k1']);
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

test('two texts written quickly arrive in their order', async () => {
  const { outgoing, posted } = outgoingThat('kept', 'kept');
  outgoing.send('c1', 'text', 'first');
  outgoing.send('c1', 'text', 'second');
  expect(posted.map((text) => text.body)).toEqual(['first']);
  await settled();
  expect(posted.map((text) => text.body)).toEqual(['first', 'second']);
});

test('a text whose answer was lost in a reload waits, and the thread confirms it', async () => {
  const before = outgoingThat(new Problem(0, 'unreachable'));
  before.outgoing.send('c1', 'text', 'hello');
  await settled();
  const { outgoing, posted, gone } = outgoingThat();
  expect(outgoing.of('c1')[0]?.state).toBe('waiting');
  expect(posted).toEqual([]);
  outgoing.confirm('c1', [{ id: 't1', client_id: 'k1' } as Text]);
  expect(outgoing.of('c1')).toEqual([]);
  expect(gone).toEqual(['k1']);
  expect(outgoingThat().outgoing.count()).toBe(0);
});

test('what was written offline goes once after a reload, in its order', async () => {
  const before = outgoingThat(new Problem(0, 'unreachable'));
  before.outgoing.send('c1', 'text', 'first');
  await settled();
  before.outgoing.send('c1', 'note', 'second');
  const { outgoing, posted } = outgoingThat();
  outgoing.connectionIsBack();
  outgoing.connectionIsBack();
  await settled();
  expect(posted.map(({ clientId, body }) => [clientId, body])).toEqual([
    ['k1', 'first'],
    ['k2', 'second'],
  ]);
});

test('what was written long ago, and what was refused, goes only when the person says so', () => {
  const old = { clientId: 'k0', conversation: 'c1', kind: 'text', body: 'hi', problem: null };
  const write = (state: string, at: string) =>
    storage.setItem('warmline.ana.outgoing.k0', JSON.stringify({ ...old, state, at }));
  write('waiting', '2026-05-20T09:59:00.000Z');
  expect(outgoingThat().outgoing.of('c1')[0]).toMatchObject({
    state: 'failed',
    problem: { outcomeIsOpen: true },
  });
  write('failed', '2026-05-20T11:59:00.000Z');
  expect(outgoingThat().outgoing.of('c1')[0]?.state).toBe('failed');
});
