import { expect, test } from 'vitest';
import type { Conversation } from '../api/types';
import { countdown } from './countdown';
import { mineFirst, newsCount } from './order';

function conversation(id: string, more: Partial<Conversation> = {}): Conversation {
  return {
    id,
    line: 'l1',
    texter: { id: `t-${id}`, codename: 'Quiet Harbor' },
    state: 'open',
    owner: 'ana',
    owner_name: 'Ana',
    offered_to: null,
    offered_to_name: null,
    offer_expires_at: null,
    urgent: false,
    returned: false,
    wishes: [],
    language: 'en',
    waiting_since: null,
    last_text: null,
    unread: 0,
    opened_at: '2026-05-20T08:00:00.000000Z',
    closed_at: null,
    rest_until: null,
    opted_out: false,
    flags: [],
    block: null,
    ...more,
  };
}

const lastAt = (at: string) => ({ at, direction: 'in' as const, preview: '', erased: false });

test('unread comes first, and of those who has waited longest', () => {
  const listed = mineFirst([
    conversation('old', { last_text: lastAt('2026-05-20T09:00:00Z') }),
    conversation('late', { unread: 2, waiting_since: '2026-05-20T10:05:00Z' }),
    conversation('new', { last_text: lastAt('2026-05-20T10:00:00Z') }),
    conversation('early', { unread: 1, waiting_since: '2026-05-20T10:01:00Z' }),
  ]);
  expect(listed.map(({ id }) => id)).toEqual(['early', 'late', 'new', 'old']);
});

test('the title counts offers and conversations with something new, not single texts', () => {
  const mine = [conversation('a', { unread: 5 }), conversation('b')];
  expect(newsCount([conversation('c')], mine)).toBe(2);
});

test('an offer counts down by its line', () => {
  const now = new Date('2026-05-20T10:00:00Z');
  expect(countdown('2026-05-20T10:00:29.500000Z', 60, now)).toEqual({
    seconds: 30,
    share: 29.5 / 60,
  });
  expect(countdown('2026-05-20T10:00:30Z', null, now).share).toBe(0.5);
  expect(countdown('2026-05-20T09:59:00Z', 60, now)).toEqual({ seconds: 0, share: 0 });
});
