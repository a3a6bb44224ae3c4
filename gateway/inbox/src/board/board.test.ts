import { expect, test } from 'vitest';
import type { Conversation, Peer } from '../api/types';
import { Problem } from '../api/problem';
import type { Shift } from '../api/rota';
import { heldBackOf } from './held_back';
import { spansWords, weekRows } from './hours';
import { moved } from './on_call';
import { peopleOnBoard } from './people';
import { isPast, wordsFault } from './switch_check';
import { clockWords, urgencyOf } from './wait';

test('a clock runs by the second, and from a day on by the minute', () => {
  expect([0, 67, 3_600, 12_345, 86_400 + 7_260].map(clockWords)).toEqual([
    '0:00',
    '1:07',
    '1:00:00',
    '3:25:45',
    '1 d 2:01',
  ]);
});

test('a wait becomes urgent at the limits of the line, which differ for the queue', () => {
  const timing = { nudge: 240, return: 600, page: 300 };
  const inQueue = [239, 240, 299, 300].map((seconds) => urgencyOf(seconds, timing, false));
  expect(inQueue).toEqual(['fine', 'soon', 'soon', 'late']);
  const held = [239, 240, 599, 600].map((seconds) => urgencyOf(seconds, timing, true));
  expect(held).toEqual(['fine', 'soon', 'soon', 'late']);
  // A line whose queue is to be answered sooner than anybody is nudged.
  expect(urgencyOf(60, { ...timing, page: 60 }, false)).toBe('late');
});

const now = new Date('2026-11-22T20:00:00Z');
function peer(name: string, more: Partial<Peer> = {}): Peer {
  const usual = { id: name, name, presence: 'off', load: 0, capacity: 3, on_shift_until: null };
  return { ...usual, ...more } as Peer;
}
function held(id: string, by: Partial<Conversation>, since: string | null): Conversation {
  return { id, owner: null, offered_to: null, waiting_since: since, ...by } as Conversation;
}

test('who is on comes first, then who is on a break, then who is late, then who is off', () => {
  const until = '2026-11-22T23:00:00Z';
  const people = peopleOnBoard(
    [
      peer('Zoe'),
      peer('Lee', { on_shift_until: until }),
      peer('Ben', { presence: 'break', on_shift_until: until }),
      peer('Cy', { presence: 'on' }),
      peer('Ana', { presence: 'on' }),
    ],
    [],
    [
      { staff: 'Lee', starts: '2026-11-22T18:00:00Z', ends: until, cancelled: false } as Shift,
      { staff: 'Zoe', starts: '2026-11-22T18:00:00Z', ends: until, cancelled: true } as Shift,
    ],
    now,
  );
  expect(people.map((one) => [one.peer.name, one.whereabouts, one.lateSince])).toEqual([
    ['Ana', 'on', null],
    ['Cy', 'on', null],
    ['Ben', 'break', null],
    ['Lee', 'late', '2026-11-22T18:00:00Z'],
    ['Zoe', 'off', null],
  ]);
});

test('what somebody has, and is offered, begins with who has waited longest', () => {
  const [ana] = peopleOnBoard(
    [peer('Ana', { presence: 'on' })],
    [
      held('answered', { owner: 'Ana' }, null),
      held('late', { owner: 'Ana' }, '2026-11-22T19:50:00Z'),
      held('offered', { offered_to: 'Ana' }, '2026-11-22T19:40:00Z'),
      held('of another', { owner: 'Ben' }, '2026-11-22T19:00:00Z'),
    ],
    [],
    now,
  );
  expect(ana?.has.map(({ id }) => id)).toEqual(['offered', 'late', 'answered']);
});

test('weekdays with the same hours are one row, from Monday on', () => {
  const workday = ['10:00-14:00', '18:00-24:00'];
  const rows = weekRows([[], workday, workday, workday, workday, ['20:00-02:00'], []]);
  expect(rows.map(({ days }) => days)).toEqual(['Mon–Thu', 'Fri', 'Sat–Sun']);
  expect(rows[2]?.spans).toBe('closed');
  expect(spansWords(['20:00-02:00'])).toBe('8:00 PM–2:00 AM');
  expect(weekRows([[], [], [], [], [], [], []])).toEqual([
    { days: 'Every day', spans: 'around the clock' },
  ]);
});

test('a place on call moves up and down', () => {
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
});

test('of several that somebody could not be given, each reason is asked about by itself', () => {
  const refused = (id: string, code: string) => ({
    one: { id, line: 'l', codename: id, owner: null, holder: null },
    problem: new Problem(409, code),
  });
  const ana = peer('ana', { presence: 'on' });
  const all = [
    refused('a', 'peer_full'),
    refused('b', 'not_wanted'),
    refused('c', 'already_claimed'),
    refused('d', 'peer_full'),
  ];
  const asked = heldBackOf(all, ana, 'a word');
  expect(asked.map(({ code, moved, note }) => [code, moved.map(({ id }) => id), note])).toEqual([
    ['peer_full', ['a', 'd'], 'a word'],
    ['not_wanted', ['b'], 'a word'],
  ]);
});

test('what a line is switched with is checked for what nothing fills in', () => {
  expect(wordsFault('Back {opens}, {line}', 'closed')).toBeNull();
  expect(wordsFault('', 'closed')).toBeNull();
  const unknown = (placeholder: string) => ({ kind: 'unknown', placeholder });
  expect(wordsFault('Back {open}', 'closed')).toEqual(unknown('{open}'));
  expect(wordsFault('Back {opens}', 'short-staffed')).toEqual(unknown('{opens}'));
  expect(wordsFault('a'.repeat(1601), 'short-staffed')).toEqual({ kind: 'tooLong', by: 1 });
});

test('a switch ends in time to come, by the clock of the line', () => {
  const zone = 'America/Los_Angeles';
  expect(isPast('2026-11-22T12:00', zone, now)).toBe(true);
  expect(isPast('2026-11-22T12:01', zone, now)).toBe(false);
});
