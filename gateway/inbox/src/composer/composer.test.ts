import { beforeEach, expect, test } from 'vitest';
import { Problem } from '../api/problem';
import type { Text } from '../api/types';
import { offline, outgoingOn, settled, statesOf, type Answer } from './fake_desk';
import { FakeStorage } from './fake_storage';
import type { OutgoingText } from './outgoing';

let storage = new FakeStorage();
beforeEach(() => {
  storage = new FakeStorage();
});

const outgoingThat = (...answers: Answer[]) => outgoingOn(storage, ...answers);

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

test('what was written while somebody had it says so, until its person sends it all the same', async () => {
  const { outgoing, posted } = outgoingThat(new Problem(409, 'not_owner', { ownerName: 'Ben' }));
  outgoing.send('c1', 'text', 'hello', { owner: 'ana' });
  await settled();
  const [failed] = outgoing.of('c1');
  if (!failed) throw new Error('nothing is listed');
  outgoing.tryAgain(failed);
  await settled();
  expect(posted.map(({ owner }) => owner)).toEqual(['ana', undefined]);
});

test('what failed for another reason still asks where it went before it goes again', async () => {
  const { outgoing, posted } = outgoingThat(
    new Problem(500, 'internal'),
    new Problem(409, 'not_owner', { ownerName: 'Ben' }),
  );
  outgoing.send('c1', 'text', 'hello', { owner: 'ana' });
  for (let tries = 0; tries < 2; tries += 1) {
    await settled();
    outgoing.tryAgain(outgoing.of('c1')[0] as OutgoingText);
  }
  await settled();
  expect(posted.map(({ owner }) => owner)).toEqual(['ana', 'ana', undefined]);
});

test('what was sent after its person was signed out goes once they have signed in again', async () => {
  const before = outgoingThat(new Problem(401, 'not_signed_in'));
  before.outgoing.send('c1', 'text', 'hello', { owner: 'ana' });
  await settled();
  expect(statesOf(before.outgoing)).toEqual([['hello', 'waiting']]);
  expect(before.failed).toEqual([]);
  before.outgoing.stop();
  const { outgoing, posted } = outgoingThat();
  outgoing.start();
  outgoing.connectionIsBack();
  await settled();
  expect(posted).toMatchObject([{ clientId: 'k1', owner: 'ana' }]);
  expect(outgoing.count()).toBe(0);
});

test('trying again uses the same id', async () => {
  const { outgoing, posted } = outgoingThat(new Problem(500, 'internal'), 'kept');
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

test('what waits is tried again by itself, less and less often, with the same id', async () => {
  const { outgoing, posted, pauses, pauseIsOver } = outgoingThat(
    ...Array.from({ length: 7 }, offline),
  );
  outgoing.send('c1', 'text', 'hello');
  await settled();
  const waited: number[] = [];
  while (outgoing.count() > 0) {
    expect(pauses).toHaveLength(1);
    waited.push(pauses[0]?.ms ?? 0);
    await pauseIsOver();
  }
  expect(waited).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  expect(new Set(posted.map(({ clientId }) => clientId))).toEqual(new Set(['k1']));
  expect(pauses).toEqual([]);
});

test('a text that still hung when the connection came back is tried again', async () => {
  const { outgoing, posted, hang, pauseIsOver } = outgoingThat('hangs');
  outgoing.send('c1', 'text', 'hello');
  outgoing.connectionIsBack();
  hang.up();
  await settled();
  expect(statesOf(outgoing)).toEqual([['hello', 'waiting']]);
  await pauseIsOver();
  expect(posted.map(({ clientId }) => clientId)).toEqual(['k1', 'k1']);
  expect(outgoing.count()).toBe(0);
});

test('several conversations that wait share one pause', async () => {
  const { outgoing, posted, pauses, pauseIsOver } = outgoingThat(offline(), offline());
  outgoing.send('c1', 'text', 'one');
  outgoing.send('c2', 'text', 'two');
  await settled();
  expect(pauses).toHaveLength(1);
  await pauseIsOver();
  expect(posted.map(({ body }) => body)).toEqual(['one', 'two', 'one', 'two']);
  expect(outgoing.count()).toBe(0);
});

test('when the connection is back nothing waits out its pause', async () => {
  const { outgoing, pauses } = outgoingThat(offline());
  outgoing.send('c1', 'text', 'hello');
  await settled();
  outgoing.connectionIsBack();
  await settled();
  expect(outgoing.count()).toBe(0);
  expect(pauses).toEqual([]);
});

test('what was kept from before a reload is tried without a word of the feed', async () => {
  const before = outgoingThat(offline());
  before.outgoing.send('c1', 'text', 'hello');
  await settled();
  const { outgoing, posted, pauseIsOver } = outgoingThat();
  outgoing.start();
  await pauseIsOver();
  expect(posted.map(({ clientId }) => clientId)).toEqual(['k1']);
});

test('nothing leaves any more once the desk is gone', async () => {
  const { outgoing, posted, pauses } = outgoingThat(offline(), offline());
  outgoing.send('c1', 'text', 'first');
  outgoing.send('c2', 'text', 'second');
  await settled();
  outgoing.stop();
  expect(pauses).toEqual([]);
  outgoing.connectionIsBack();
  await settled();
  expect(posted).toHaveLength(2);
  expect(pauses).toEqual([]);
});

test('a text does not overtake an older one that waits', async () => {
  const { outgoing, posted } = outgoingThat(offline(), offline());
  outgoing.send('c1', 'text', 'first');
  await settled();
  outgoing.send('c1', 'text', 'second');
  expect(statesOf(outgoing)).toEqual([
    ['first', 'waiting'],
    ['second', 'waiting'],
  ]);
  await settled();
  expect(posted.map(({ body }) => body)).toEqual(['first', 'first']);
  outgoing.connectionIsBack();
  await settled();
  expect(posted.map(({ body }) => body)).toEqual(['first', 'first', 'first', 'second']);
});

test('what was sent after a text that has to wait waits behind it', async () => {
  const { outgoing, posted } = outgoingThat(offline());
  outgoing.send('c1', 'text', 'first');
  outgoing.send('c1', 'text', 'second');
  await settled();
  expect(posted.map(({ body }) => body)).toEqual(['first']);
  expect(statesOf(outgoing)).toEqual([
    ['first', 'waiting'],
    ['second', 'waiting'],
  ]);
});

test('a text that a person has to decide about holds up no other', async () => {
  const { outgoing, posted } = outgoingThat(new Problem(422, 'too_long'));
  outgoing.send('c1', 'text', 'too long');
  outgoing.send('c1', 'text', 'short');
  await settled();
  expect(posted.map(({ body }) => body)).toEqual(['too long', 'short']);
  expect(statesOf(outgoing)).toEqual([['too long', 'failed']]);
});

test('what could not leave all night does not go by itself in the morning', async () => {
  const night = 8 * 60 * 60_000;
  const { outgoing, posted, pauses, pauseIsOver, clock } = outgoingThat(offline(), offline());
  outgoing.send('c1', 'text', 'are you still up?');
  await settled();
  clock.passedMs = night;
  outgoing.send('c1', 'text', 'good morning');
  await settled();
  expect(posted.map(({ body }) => body)).toEqual(['are you still up?', 'good morning']);
  expect(outgoing.of('c1')[0]).toMatchObject({
    state: 'failed',
    problem: { code: 'unreachable', outcomeIsOpen: true },
  });
  expect(statesOf(outgoing)[1]).toEqual(['good morning', 'waiting']);
  await pauseIsOver();
  expect(statesOf(outgoing)).toEqual([['are you still up?', 'failed']]);
  expect(pauses).toEqual([]);
});

test('what did not leave is told, once: refused, or given up after a night', async () => {
  const { outgoing, failed, pauseIsOver, clock } = outgoingThat(
    new Problem(422, 'too_long'),
    offline(),
  );
  outgoing.send('c1', 'text', 'too long');
  await settled();
  expect(failed).toEqual(['too long']);
  outgoing.send('c2', 'note', 'a note');
  await settled();
  expect(failed).toEqual(['too long']);
  clock.passedMs = 8 * 60 * 60_000;
  await pauseIsOver();
  expect(failed).toEqual(['too long', 'a note']);
});

test('what was discarded meanwhile is not told', async () => {
  const { outgoing, failed } = outgoingThat(new Problem(422, 'too_long'));
  outgoing.send('c1', 'text', 'too long');
  outgoing.discard(outgoing.of('c1')[0] as OutgoingText);
  await settled();
  expect(failed).toEqual([]);
});

test('what its person sends again after a night waits like any other', async () => {
  const { outgoing, posted, pauseIsOver, clock } = outgoingThat(offline(), offline());
  outgoing.send('c1', 'text', 'hello');
  await settled();
  clock.passedMs = 8 * 60 * 60_000;
  await pauseIsOver();
  const [old] = outgoing.of('c1');
  if (old?.state !== 'failed') throw new Error('it is not given up');
  outgoing.tryAgain(old);
  await settled();
  expect(statesOf(outgoing)).toEqual([['hello', 'waiting']]);
  await pauseIsOver();
  expect(posted.map(({ clientId }) => clientId)).toEqual(['k1', 'k1', 'k1']);
  expect(outgoing.count()).toBe(0);
});

test('a service that restarts, or is too busy, is waited for; what it refuses is not', async () => {
  const stateAfter = async (problem: Problem) => {
    const { outgoing } = outgoingThat(problem);
    outgoing.send('c1', 'text', 'hello');
    await settled();
    const state = outgoing.of('c1')[0]?.state;
    outgoing.forgetAll();
    return state;
  };
  for (const [status, code] of [
    [502, 'unexpected'],
    [503, 'stopping'],
    [503, 'store_full'],
    [503, 'store_unavailable'],
    [504, 'unexpected'],
    [408, 'request_timeout'],
    [401, 'not_signed_in'],
    [403, 'bad_csrf'],
  ] as const) {
    expect(await stateAfter(new Problem(status, code)), code).toBe('waiting');
  }
  for (const [status, code] of [
    [403, 'forbidden'],
    [409, 'not_owner'],
    [422, 'too_long'],
    [500, 'internal'],
    [503, 'store_damaged'],
  ] as const) {
    expect(await stateAfter(new Problem(status, code)), code).toBe('failed');
  }
});
