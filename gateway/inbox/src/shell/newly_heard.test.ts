import { expect, test } from 'vitest';
import type { Conversation } from '../api/types';
import { heardBetween } from './newly_heard';

const one = (id: string, more: Partial<Conversation> = {}) =>
  ({ id, offer_expires_at: null, unread: 0, last_text: null, ...more }) as Conversation;
const offer = (id: string, until: string) => one(id, { offer_expires_at: until });
const wrote = (id: string, at: string, direction: 'in' | 'out' = 'in', unread = 1) =>
  one(id, { unread, last_text: { at, direction, preview: 'garden', erased: false } });
const heard = (...args: Parameters<typeof heardBetween>) =>
  heardBetween(...args).map(({ kind, conversation }) => `${kind} ${conversation.id}`);

test('an offer is said once, and again when the same one is offered again', () => {
  const nobody = { offered: [], mine: [] };
  const first = { offered: [offer('a', '10:00')], mine: [] };
  expect(heard(nobody, first)).toEqual(['offered a']);
  expect(heard(first, first)).toEqual([]);
  expect(heard(first, { offered: [offer('a', '10:05')], mine: [] })).toEqual(['offered a']);
});

test('a new text of whom one has is said; one\'s own, and what was read, are not', () => {
  const before = { offered: [], mine: [wrote('a', '10:00'), wrote('b', '10:00'), one('c')] };
  const now = (...mine: Conversation[]) => ({ offered: [], mine });
  expect(heard(before, now(wrote('a', '10:01'), wrote('c', '10:02')))).toEqual([
    'text a',
    'text c',
  ]);
  expect(heard(before, now(wrote('a', '10:01', 'out'), wrote('b', '10:01', 'in', 0)))).toEqual([]);
});

test('whoever one has just accepted is no news', () => {
  const before = { offered: [offer('a', '10:00')], mine: [] };
  expect(heard(before, { offered: [], mine: [wrote('a', '09:59')] })).toEqual([]);
});
