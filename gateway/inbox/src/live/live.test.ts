import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { keys } from '../api/keys';
import type { LiveEvent } from '../api/types';
import { addAffected, nothingAffected } from './affected';
import { event } from './fake_event';
import { readListsWith } from './read_again';
import { toldTo as toldAt } from './told';

// Of fake_event.ts.
const atOnce = new Date('2026-05-01T10:00:00Z');
const toldTo = (me: string, happened: LiveEvent, now = atOnce) => toldAt(me, happened, now);

test('a text touches its thread and its conversation, but neither all lists nor a peer', () => {
  const affected = nothingAffected();
  addAffected(affected, event(1, { kind: 'text.status', data: { text: 't9' } }));
  expect([...(affected.threads.get('c1') ?? [])]).toEqual(['t9']);
  expect(affected.conversations.has('c1')).toBe(true);
  expect(affected).toMatchObject({ lists: new Set(), queues: true, peers: false });
});

test('what moves a conversation, or marks it, touches the lists that it may come into', () => {
  const listsAfter = (kind: string) => {
    const affected = nothingAffected();
    addAffected(affected, event(1, { kind }));
    return [...affected.lists];
  };
  expect(listsAfter('conversation.started')).toEqual(['waiting']);
  expect(listsAfter('conversation.claimed')).toEqual(['mine', 'open']);
  for (const kind of ['conversation.returned', 'flag.raised', 'texter.opted_out', 'wishes.changed']) {
    expect(listsAfter(kind), kind).toHaveLength(5);
  }
});

test('lists are read again that have the conversation, may have got it, go on, or were being read', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  const page = (id: string, next: string | null = null) => ({
    pages: [{ items: [{ id }], next }],
    pageParams: [null],
  });
  client.setQueryData(keys.view('mine'), page('c1'));
  client.setQueryData(keys.view('waiting'), page('c2'));
  client.setQueryData(keys.view('open'), page('c3', 'further'));
  client.setQueryData(keys.held('open', null), [{ id: 'c1' }]);
  client.setQueryData(keys.held('offered', null), [{ id: 'c2' }]);
  const reading = client.query({
    queryKey: keys.view('offered'),
    queryFn: () => Promise.resolve(page('c4')),
  });
  const isStale = (key: readonly unknown[]) => client.getQueryState(key)?.isInvalidated;
  await readListsWith(client, new Set(['c1']), new Set());
  await reading;
  expect((['mine', 'waiting', 'open', 'offered'] as const).map((one) => isStale(keys.view(one)))).toEqual(
    [true, false, true, true],
  );
  expect(isStale(keys.held('open', null))).toBe(true);
  expect(isStale(keys.held('offered', null))).toBe(false);
  await readListsWith(client, new Set(['c9']), new Set(['waiting']));
  expect(isStale(keys.view('waiting'))).toBe(true);
});

test('presence touches peers and oneself only', () => {
  const affected = nothingAffected();
  addAffected(affected, event(1, { kind: 'presence.changed', conversation: null }));
  expect(affected).toMatchObject({ lists: new Set(), peers: true, session: true });
});

test('a change of what the line says, or of snippets, makes those alone stale', () => {
  const affected = nothingAffected();
  addAffected(affected, event(1, { kind: 'wording.changed', conversation: null }));
  expect(affected).toMatchObject({ lists: new Set(), wording: true, snippets: false });
  addAffected(affected, event(2, { kind: 'snippets.changed', conversation: null }));
  expect(affected).toMatchObject({ lists: new Set(), wording: true, snippets: true });
});

test('a kind from a newer service touches nothing', () => {
  const affected = nothingAffected();
  addAffected(affected, event(1, { kind: 'weather.changed' }));
  expect(affected).toEqual(nothingAffected());
});

test('what happens to a line, its rota, its pages and its sends makes just that stale', () => {
  const touched = (kind: string) => {
    const affected = nothingAffected();
    addAffected(affected, event(1, { kind }));
    return [...affected.others].map(([what]) => what);
  };
  expect(touched('line.switched')).toEqual(['lines', 'rota']);
  expect(touched('swap.asked')).toEqual(['rota', 'peers']);
  expect(touched('page.sent')).toEqual(['pages']);
  expect(touched('experiences.changed')).toEqual(['experiences']);
  expect(touched('on_call.set')).toEqual(['on call']);
  expect(touched('text.status')).toEqual(['troubled']);
});

test('somebody forgotten takes what is kept of every thread along', () => {
  const affected = nothingAffected();
  addAffected(affected, event(9, { kind: 'texter.forgotten' }));
  expect(affected.lists.size).toBe(5);
  expect(affected.erased).toBe(true);
});

test('a break that came of two lapses is told, and only to whom it concerns', () => {
  const data = { staff: 'ana', presence: 'break', by_lapses: true };
  const lapsed = event(1, { kind: 'presence.changed', conversation: null, data });
  expect(toldTo('ana', lapsed)).toContain('on a break');
  expect(toldTo('ben', lapsed)).toBeNull();
  const chosen = event(2, { kind: 'presence.changed', data: { ...data, by_lapses: false } });
  expect(toldTo('ana', chosen)).toBeNull();
});

test('a flag and a block make the list and the thread stale', () => {
  for (const kind of ['flag.raised', 'flag.cleared', 'thread.blocked']) {
    const affected = nothingAffected();
    addAffected(affected, event(1, { kind }));
    expect(affected.lists.size).toBe(5);
    expect(affected.threads.has('c1')).toBe(true);
  }
});

test('an urgent flag is told to all who may know, but to whoever raised it', () => {
  const flag = { state: 'open', owner: 'ana', flag_kind: 'by_hand', urgent: true };
  const raised = event(1, { kind: 'flag.raised', actor: 'cora', data: flag });
  expect(toldTo('ana', raised)).toContain('your conversations');
  expect(toldTo('dan', raised)).toContain('flagged as urgent');
  expect(toldTo('cora', raised)).toBeNull();
  const wish = event(2, { kind: 'flag.raised', data: { ...flag, flag_kind: 'opt_out_wish' } });
  expect(toldTo('ana', wish)).toBeNull();
});

test('a page is told with how many wait, and whether nobody could be texted', () => {
  const data = { page: 'p1', reason: 'waiting', waiting: 3, longest_wait: 420, to: 'cora' };
  const paged = event(1, { kind: 'page.sent', conversation: null, data });
  expect(toldTo('dan', paged)).toBe('3 people wait for an answer, the longest for 7 minutes.');
  const untold = event(2, { kind: 'page.sent', data: { ...data, to: null } });
  expect(toldTo('dan', untold)).toContain('Nobody on call could be texted');
  const flagged = event(3, { kind: 'page.sent', data: { ...data, reason: 'urgent' } });
  expect(toldTo('dan', flagged)).toBeNull(); // its flag was told
  const onward = event(4, { kind: 'page.escalated', data: { ...data, to: 'dan' } });
  expect(toldTo('dan', onward)).toContain('asked now');
  expect(toldTo('cora', onward)).toBeNull();
});

test('the silence of a conversation is told to whoever has it, and to nobody else', () => {
  const nudged = event(1, { kind: 'conversation.nudged', data: { state: 'open', owner: 'ana' } });
  expect(toldTo('ana', nudged)).toContain('waiting for your answer');
  expect(toldTo('ben', nudged)).toBeNull();
  const quiet = event(2, { kind: 'conversation.quiet', data: { state: 'open', owner: 'ana' } });
  expect(toldTo('ana', quiet)).toContain('quiet');
  const gone = event(3, { kind: 'conversation.unanswered', data: { owner: null, from: 'ana' } });
  expect(toldTo('ana', gone)).toContain('back to the queue');
  expect(toldTo('ben', gone)).toBeNull();
});

test('a call is told for two minutes, and what became of one\'s own however late', () => {
  const soon = new Date('2026-05-01T10:01:59Z');
  const late = new Date('2026-05-01T10:02:01Z');
  const flag = { owner: 'ana', flag_kind: 'by_hand', urgent: true };
  const waiting = { reason: 'waiting', waiting: 3, longest_wait: 420, to: null };
  for (const [kind, data] of [
    ['conversation.nudged', { owner: 'ana' }],
    ['conversation.quiet', { owner: 'ana' }],
    ['flag.raised', flag],
    ['flag.raised', { ...flag, owner: 'ben' }],
    ['page.sent', waiting],
    ['page.escalated', { to: 'ana' }],
  ] as const) {
    expect(toldTo('ana', event(1, { kind, data }), soon), kind).not.toBeNull();
    expect(toldTo('ana', event(1, { kind, data }), late), kind).toBeNull();
  }
  const morning = new Date('2026-05-01T18:00:00Z');
  for (const [kind, data] of [
    ['conversation.unanswered', { from: 'ana' }],
    ['presence.changed', { staff: 'ana', by_lapses: true }],
    ['shift.ended', { staff: 'ana' }],
  ] as const) {
    expect(toldTo('ana', event(1, { kind, data }), morning), kind).not.toBeNull();
  }
});

test('a shift is told to whose it is, as long as there is something to do about it', () => {
  const now = new Date('2026-05-01T17:45:00Z');
  const shift = { starts: '2026-05-01T18:00:00.000000Z', ends: '2026-05-01T22:00:00.000000Z' };
  const about = (seq: number, kind: string, more = {}) =>
    event(seq, { kind, conversation: null, data: { staff: 'ana', ...shift, ...more } });
  const reminder = about(1, 'shift.reminder');
  expect(toldTo('ana', reminder, now)).toMatch(/^Your shift begins (at|on) /);
  expect(toldTo('ben', reminder, now)).toBeNull();
  expect(toldTo('ana', reminder, new Date(shift.starts))).toBeNull();
  const ending = about(2, 'shift.ending', { open: 1, resting: 1 });
  expect(toldTo('ana', ending, now)).toContain('2 conversations');
  expect(toldTo('ana', about(3, 'shift.ending', { open: 0, resting: 0 }), now)).toContain(
    'Nothing is open',
  );
  expect(toldTo('ana', about(4, 'shift.ended'), now)).toContain('back to the queue');
  expect(toldTo('ben', about(4, 'shift.ended'), now)).toBeNull();
  expect(toldTo('ana', about(5, 'shift.taken'), now)).toBeNull();
});

test('a swap is told to whom it asks, to whoever can approve it, and what became of it', () => {
  const swap = (kind: string, actor: string) =>
    event(1, { kind, conversation: null, actor, data: { from: 'ana', to: 'ben' } });
  expect(toldTo('ben', swap('swap.asked', 'ana'))).toContain('asked to swap');
  expect(toldTo('ana', swap('swap.asked', 'ana'))).toBeNull();
  expect(toldTo('cora', swap('swap.asked', 'ana'))).toBeNull();
  expect(toldTo('ana', swap('swap.accepted', 'ben'))).toContain('They agreed');
  expect(toldTo('ben', swap('swap.accepted', 'ben'))).toBeNull();
  expect(toldTo('cora', swap('swap.accepted', 'ben'))).toContain('for you to approve');
  for (const who of ['ana', 'ben']) {
    expect(toldTo(who, swap('swap.approved', 'cora'))).toContain('approved');
    expect(toldTo(who, swap('swap.declined', 'cora'))).toContain('will not happen');
  }
  expect(toldTo('ben', swap('swap.declined', 'ana'))).toContain('will not happen'); // taken back
  expect(toldTo('ana', swap('swap.declined', 'ana'))).toBeNull();
  expect(toldTo('dan', swap('swap.approved', 'cora'))).toBeNull();
});

test('hours that nobody covers are told to everybody who hears of them', () => {
  const uncovered = event(1, { kind: 'rota.uncovered', conversation: null, data: { count: 3 } });
  expect(toldTo('cora', uncovered)).toContain('nobody is on the rota');
});
