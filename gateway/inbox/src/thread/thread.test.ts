import { expect, test } from 'vitest';
import type { Conversation, Page, Staff, Text } from '../api/types';
import { t } from '../words';
import { mayWith } from '../actions/may';
import { choicesAbout } from './choices';
import { coversNews, joined, olderPagesWith, textsInOrder, withNewest, withSent } from './pages';
import { foldedRows, hasEarlier, newSince, rowsOf } from './rows';
import { standingOf } from './status';

const noon = new Date(2026, 4, 20, 12, 0).getTime();

function text(id: string, minutes: number, more: Partial<Text> = {}): Text {
  return {
    id,
    conversation: 'c1',
    kind: 'text',
    direction: 'in',
    author: null,
    author_name: null,
    body: id,
    at: new Date(noon + minutes * 60_000).toISOString(),
    sent_at: null,
    status: 'received',
    error: null,
    media: [],
    segments: 1,
    automatic: false,
    erased: false,
    client_id: null,
    decision: null,
    event: null,
    ...more,
  };
}

const page = (next: string | null, ...ids: string[]): Page<Text> => ({
  items: ids.map((id, index) => text(id, index)),
  next,
});
const idsOf = (pages: readonly Page<Text>[] | null) =>
  pages && textsInOrder(pages).map(({ id }) => id);

test('texts that belong together are one run, and others start a new one', () => {
  const rows = rowsOf([
    text('a', 0),
    text('b', 1),
    text('c', 2, { direction: 'out', author: 'ana' }),
    text('d', 3, { direction: 'out', automatic: true }),
    text('e', 20, { direction: 'out', automatic: true }),
  ]);
  const runs = rows.flatMap((row) => (row.kind === 'text' ? [[row.key, row.first, row.last]] : []));
  expect(runs).toEqual([
    ['a', true, false],
    ['b', false, true],
    ['c', true, true],
    ['d', true, true],
    ['e', true, true],
  ]);
});

test('that texts are from the carrier’s record is said once, and parts no run', () => {
  const happened = (id: string, minutes: number) =>
    text(id, minutes, {
      kind: 'event',
      direction: null,
      event: { kind: 'text.came_again' } as Text['event'],
    });
  const sent = { direction: 'out', sent_at: new Date(noon).toISOString() } as const;
  const rows = rowsOf([
    text('a', 0, sent),
    happened('b', 0),
    text('c', 1, sent),
    happened('d', 1),
    text('e', 2, sent),
    happened('f', 2),
  ]);
  expect(rows.map(({ key }) => key)).toEqual(['day a', 'a', 'b', 'c', 'e']);
  expect(rows.at(-2)).toMatchObject({ first: true, last: false });
});

test('a note or a happening between two texts ends a run', () => {
  const rows = rowsOf([text('a', 0), text('n', 1, { kind: 'note' }), text('b', 2)]);
  expect(rows.map((row) => row.kind)).toEqual(['day', 'text', 'note', 'text']);
  expect(rows[1]).toMatchObject({ first: true, last: true });
});

test('what we have no words for neither shows nor parts a run', () => {
  const event = { kind: 'conversation.painted' };
  const rows = rowsOf([text('a', 0), text('x', 1, { kind: 'event', event }), text('b', 2)]);
  expect(rows.map((row) => row.kind)).toEqual(['day', 'text', 'text']);
  expect(rows[1]).toMatchObject({ first: true, last: false });
});

test('each day is named once, before its first row', () => {
  const rows = rowsOf([text('a', -13 * 60), text('b', -11 * 60), text('c', 0)]);
  expect(rows.map((row) => row.kind)).toEqual(['day', 'text', 'day', 'text', 'text']);
});

test('a text sent from here keeps its row when the service knows it', () => {
  expect(rowsOf([text('t1', 0, { client_id: 'k1' })])[1]?.key).toBe('k1');
});

test('new are the texts and notes of others, and only those after what was seen', () => {
  const texts = [
    text('a', 0),
    text('b', 1),
    text('e', 2, { kind: 'event', event: { kind: 'conversation.woke' } }),
    text('mine', 3, { direction: 'out', author: 'ana' }),
    text('n', 4, { kind: 'note', author: 'ben' }),
  ];
  expect(newSince(texts, 'a', 'ana')).toBe(2);
  expect(newSince(texts, 'n', 'ana')).toBe(0);
  expect(newSince(texts, undefined, 'ana')).toBe(0);
});

test('the newest page read again renews what it covers and keeps what is older', () => {
  const kept = [page('x', 'c', 'd', 'e'), page(null, 'a', 'b')];
  const merged = withNewest(kept, page('y', 'd', 'e', 'f'));
  expect(idsOf(merged)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  expect(merged?.[0]?.next).toBe('x');
});

test('a newest page that does not meet what is kept stands alone', () => {
  expect(withNewest([page('x', 'a', 'b')], page('y', 'm', 'n'))).toBeNull();
});

test('a newest page that is the whole thread replaces it', () => {
  expect(idsOf(withNewest([page(null, 'a')], page(null, 'a', 'b')))).toEqual(['a', 'b']);
  expect(idsOf(withNewest([], page(null, 'a')))).toEqual(['a']);
});

test('a sent text is added once, however it comes', () => {
  const sent = text('s', 9, { client_id: 'k' });
  const once = withSent([page(null, 'a')], sent);
  expect(idsOf(once)).toEqual(['a', 's']);
  expect(idsOf(withSent(once, sent))).toEqual(['a', 's']);
});

test('a receipt for an old text is seen to lie in an older page', () => {
  const kept = [page('y', 'e'), page('x', 'c'), page(null, 'a')];
  expect(olderPagesWith(kept, new Set(['a']))).toEqual([2]);
  expect(olderPagesWith(kept, new Set(['c', 'e', 'z']))).toEqual([1]);
});

test('what is new is read until it meets what is kept, with all of that which changed', () => {
  const kept = [page('x', 'b', 'c', 'd'), page(null, 'a')];
  const none = new Set<string>();
  expect(coversNews(kept, page('y', 'f', 'g'), none)).toBe(false);
  expect(coversNews(kept, page('y', 'd', 'e'), none)).toBe(true);
  expect(coversNews(kept, page('y', 'd', 'e'), new Set(['b']))).toBe(false);
  expect(coversNews(kept, page('y', 'b', 'c', 'd', 'e'), new Set(['b']))).toBe(true);
  expect(coversNews(kept, page('y', 'd', 'e'), new Set(['a', 'e']))).toBe(true);
});

const left = { by: 'ana', at: '2026-05-20T12:00:00.000000Z', again: null };

test('a failed text says why, and an unknown one that it is not repeated', () => {
  const error = { code: 'carrier_refused', carrier_code: '30003', words: 'Out of reach' };
  const failed = standingOf({ status: 'failed', error, decision: null });
  expect(failed).toMatchObject({ short: 'not delivered', trouble: t('sends.why.unreachable') });
  const nothingSaid = standingOf({ status: 'failed', error: null, decision: null });
  expect(nothingSaid?.trouble).toBe(t('sends.why.unexplained'));
  const unknown = standingOf({ status: 'unknown', error: null, decision: null });
  expect(unknown?.trouble).toContain('will not be sent again by itself');
});

test('what was decided about a text is said in place of its trouble', () => {
  const standing = { status: 'unknown' as const, error: null };
  expect(standingOf({ ...standing, decision: left })).toMatchObject({
    trouble: null,
    decided: 'Left as it is.',
  });
  expect(standingOf({ ...standing, decision: { ...left, again: 't2' } })?.decided).toBe(
    'Sent again below.',
  );
});

test('a text that is on its way has no trouble', () => {
  for (const status of ['queued', 'sending', 'sent', 'delivered'] as const) {
    expect(standingOf({ status, error: null, decision: null })?.trouble).toBeNull();
  }
  expect(standingOf({ status: null, error: null, decision: null })).toBeNull();
});

const started = (id: string, minutes: number, conversation: string) =>
  text(id, minutes, { kind: 'event', event: { kind: 'conversation.started' }, conversation });

test('earlier conversations are folded under a line until they are wanted', () => {
  const texts = [
    started('s0', 0, 'c0'),
    text('a', 1, { conversation: 'c0' }),
    text('stop', 2, { conversation: null }),
    started('s1', 3, 'c1'),
    text('b', 4),
  ];
  const kinds = (shown: boolean) =>
    foldedRows(texts, 'c1', { hasOlderPage: false, shown }).map(({ kind }) => kind);
  expect(kinds(false)).toEqual(['earlier', 'day', 'event', 'text']);
  expect(kinds(true)).toEqual(['day', 'event', 'text', 'text', 'earlier', 'day', 'event', 'text']);
});

test('a line is there where only older pages have earlier conversations, and none without any', () => {
  const whole = [started('s1', 3, 'c1'), text('b', 4)];
  expect(hasEarlier(whole, 'c1', true)).toBe(true);
  expect(hasEarlier(whole, 'c1', false)).toBe(false);
  expect(hasEarlier([text('b', 4)], 'c1', true)).toBe(false);
  expect(hasEarlier([text('z', 9, { conversation: 'c2' })], 'c1', true)).toBe(false);
  expect(hasEarlier([], 'c1', true)).toBe(false);
});

test('what was read around an older text is one with the thread once it reaches it', () => {
  const kept = {
    pages: [page('before h', 'h', 'i'), page('before f', 'f', 'g')],
    pageParams: [null, 'before h'],
  };
  const apart = [page('before c', 'c', 'd'), page('before a', 'a', 'b')];
  expect(joined(kept, apart)).toBeNull();

  const meeting = [page('before e', 'e', 'f', 'g'), ...apart];
  const whole = joined(kept, meeting);
  expect(idsOf(whole?.pages ?? null)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']);
  expect(whole?.pageParams).toEqual([null, 'before h', 'before f', 'before e', 'before c']);
  expect(whole?.pages.at(-1)?.next).toBe('before a');
});

test('what was read around an older text may end where the thread begins that is kept', () => {
  const kept = { pages: [page('before c', 'c', 'd')], pageParams: [null] };
  const whole = joined(kept, [page('before c', 'c'), page(null, 'a', 'b')]);
  expect(idsOf(whole?.pages ?? null)).toEqual(['a', 'b', 'c', 'd']);
  expect(whole?.pageParams).toEqual([null, 'before c']);
});

test('what did not arrive can be settled by whoever the service lets, and sent where one may write', () => {
  const ana = { id: 'ana', role: 'peer' } as Staff;
  const cora = { id: 'cora', role: 'coordinator' } as Staff;
  const choices = (more: Partial<Conversation>, me: Staff, of = 'c1') => {
    const usual = { id: 'c1', owner: null, offered_to: null, opted_out: false, block: null };
    const conversation = { ...usual, ...more } as Conversation;
    return choicesAbout({ conversation: of }, conversation, mayWith(conversation, me), me);
  };
  expect(choices({ state: 'open', owner: 'ana' }, ana)).toBe('all');
  expect(choices({ state: 'open', owner: 'ana', opted_out: true }, ana)).toBe('settle');
  expect(choices({ state: 'waiting' }, ana)).toBe('none');
  // Of closed ones a peer sees those that were theirs.
  expect(choices({ state: 'closed' }, ana)).toBe('reopen');
  expect(choices({ state: 'closed' }, cora)).toBe('reopen');
  const block = { until: '', reason: '', at: '', by: 'cora', by_name: 'Cora' };
  expect(choices({ state: 'closed', block }, ana)).toBe('settle');
  // What was said in another conversation of the thread.
  expect(choices({ state: 'open', owner: 'ana' }, ana, 'c0')).toBe('none');
  expect(choices({ state: 'open', owner: 'ana' }, cora, 'c0')).toBe('settle');
});
