// Texts on their way, where one person has several windows of a browser.
import { beforeEach, expect, test } from 'vitest';
import { Problem } from '../api/problem';
import { offline, outgoingOn, settled, statesOf, type Answer } from './fake_desk';
import { FakeStorage } from './fake_storage';
import type { OutgoingText } from './outgoing';

let storage = new FakeStorage();
beforeEach(() => {
  storage = new FakeStorage();
});
const outgoingThat = (...answers: Answer[]) => outgoingOn(storage, ...answers);

test('what waited in a window that was closed leaves from another one, with the same id', async () => {
  const closed = outgoingThat(offline());
  const { outgoing, posted, pauseIsOver } = outgoingThat();
  closed.outgoing.send('c1', 'text', 'hello');
  await settled();
  closed.outgoing.stop();
  outgoing.changedElsewhere();
  expect(outgoing.count()).toBe(0);
  await pauseIsOver();
  expect(statesOf(outgoing)).toEqual([['hello', 'waiting']]);
  await pauseIsOver();
  expect(posted.map(({ clientId }) => clientId)).toEqual(['k1']);
  expect(storage.kept.size).toBe(0);
});

test('what another window sends at once never shows up here', async () => {
  const sends = outgoingThat('kept');
  const { outgoing, posted, pauses, pauseIsOver } = outgoingThat();
  sends.outgoing.send('c1', 'text', 'hello');
  outgoing.changedElsewhere();
  await settled();
  outgoing.changedElsewhere();
  expect(pauses).toHaveLength(1);
  await pauseIsOver();
  expect(outgoing.count()).toBe(0);
  expect(posted).toEqual([]);
});

test('what another window has sent, or discarded, no longer waits here', async () => {
  const closed = outgoingThat(offline());
  closed.outgoing.send('c1', 'text', 'hello');
  await settled();
  const { outgoing, gone } = outgoingThat();
  expect(outgoing.count()).toBe(1);
  closed.outgoing.discard(closed.outgoing.of('c1')[0] as OutgoingText);
  outgoing.changedElsewhere();
  expect(outgoing.count()).toBe(0);
  expect(gone).toEqual([]);
});

test('what was refused in another window goes from none by itself', async () => {
  const other = outgoingThat(offline(), new Problem(409, 'not_owner'));
  other.outgoing.send('c1', 'text', 'hello');
  await settled();
  const { outgoing, posted } = outgoingThat();
  await other.pauseIsOver();
  outgoing.changedElsewhere();
  outgoing.connectionIsBack();
  await settled();
  expect(statesOf(outgoing)).toEqual([['hello', 'failed']]);
  expect(posted).toEqual([]);
});
