import { expect, test } from 'vitest';
import type { Conversation, Staff } from '../api/types';
import { mayWith } from './may';
import { dayAfter, endOfDay } from '../flags/block_until';
import { restUntil } from './rest_until';

const ana = { id: 'ana', role: 'peer' } as Staff;
const cora = { id: 'cora', role: 'coordinator' } as Staff;

function conversation(more: Partial<Conversation>): Conversation {
  const nobodys = { owner: null, offered_to: null, opted_out: false, block: null };
  return { ...nobodys, state: 'waiting', ...more } as Conversation;
}

function allowed(more: Partial<Conversation>, me: Staff): string[] {
  const may = mayWith(conversation(more), me);
  return Object.entries(may).flatMap(([name, allow]) => (allow ? [name] : []));
}

test('only the one to whom it is offered may accept', () => {
  expect(allowed({ state: 'offered', offered_to: 'ana' }, ana)).toEqual(['accept', 'flag']);
  expect(allowed({ state: 'offered', offered_to: 'ben' }, ana)).toEqual([]);
});

test('who waits may be claimed by anyone', () => {
  expect(allowed({}, ana)).toEqual(['claim', 'flag']);
  expect(allowed({}, cora)).toEqual([
    'claim',
    'assign',
    'close',
    'reply',
    'leave',
    'note',
    'wish',
    'flag',
    'unflag',
    'optOut',
    'block',
  ]);
});

test('where the line is gone, whoever may close it may do that, and nothing else', () => {
  const whatMay = (more: Partial<Conversation>, me: Staff) =>
    Object.entries(mayWith(conversation(more), me, true)).filter(([, allow]) => allow);
  expect(whatMay({ state: 'open', owner: 'ana' }, ana)).toEqual([['close', true]]);
  expect(whatMay({}, cora)).toEqual([['close', true]]);
  expect(whatMay({}, ana)).toEqual([]);
  expect(whatMay({ state: 'closed', owner: 'ana' }, ana)).toEqual([]);
});

test('an owner may do all but assign', () => {
  expect(allowed({ state: 'open', owner: 'ana' }, ana)).toEqual([
    'handOff',
    'rest',
    'close',
    'reply',
    'leave',
    'note',
    'wish',
    'flag',
    'unflag',
    'optOut',
  ]);
});

test('somebody else’s conversation is only to be looked at, except by a coordinator', () => {
  expect(allowed({ state: 'open', owner: 'ben' }, ana)).toEqual([]);
  expect(allowed({ state: 'open', owner: 'ben' }, cora)).toEqual([
    'assign',
    'rest',
    'close',
    'reply',
    'leave',
    'note',
    'wish',
    'flag',
    'unflag',
    'optOut',
    'block',
  ]);
});

test('nobody writes to who opted out, and notes are still kept', () => {
  expect(allowed({ state: 'open', owner: 'ana', opted_out: true }, ana)).not.toContain('reply');
  expect(allowed({ state: 'open', owner: 'ana', opted_out: true }, ana)).toContain('note');
  expect(allowed({ state: 'open', owner: 'ana', opted_out: true }, cora)).not.toContain('reply');
});

test('a closed conversation is reopened before anyone writes, also a note', () => {
  expect(allowed({ state: 'closed', owner: 'ana' }, ana)).toEqual(['reopen', 'leave']);
  expect(allowed({ state: 'closed' }, cora)).toEqual(['reopen', 'leave', 'block']);
});

test('a block is a coordinator’s to make and to end', () => {
  const block = { until: '', reason: '', at: '', by: 'cora', by_name: 'Cora' };
  const blocked = { state: 'closed' as const, block };
  expect(allowed(blocked, ana)).toEqual(['leave']);
  expect(allowed(blocked, cora)).toEqual(['reopen', 'leave', 'unblock']);
});

test('a block ends with the day that was chosen, where its coordinator is', () => {
  expect(endOfDay('2026-05-31')).toEqual(new Date(2026, 4, 31, 23, 59, 59, 999));
  expect(endOfDay('')).toBeNull();
  expect(dayAfter(new Date(2026, 4, 25, 23, 50), 7)).toBe('2026-06-01');
});

test('tomorrow morning is tomorrow’s nine o’clock, also at the end of a month', () => {
  expect(restUntil('tomorrow', new Date(2026, 4, 31, 23, 50))).toEqual(new Date(2026, 5, 1, 9));
  expect(restUntil('hour', new Date(2026, 4, 31, 23, 50))).toEqual(new Date(2026, 5, 1, 0, 50));
});
