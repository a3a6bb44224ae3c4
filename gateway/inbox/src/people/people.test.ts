import { expect, test } from 'vitest';
import type { Peer, Text } from '../api/types';
import { handoffNoteIn } from './before';
import { byReadiness, readinessOf } from './readiness';
import { changedBy, experienceWish, languageWish, whoTalked, wishNot, withoutWish, withWish } from './wishes';

function peer(name: string, more: Partial<Peer> = {}): Peer {
  return {
    id: name,
    name,
    role: 'peer',
    presence: 'on',
    load: 0,
    capacity: 3,
    idle_since: '2026-05-20T08:00:00.000000Z',
    on_shift_until: null,
    outside_rota: false,
    ...more,
  };
}

test('who is on and has room comes first, the lightest load first', () => {
  const peers = [
    peer('Off', { presence: 'off' }),
    peer('Full', { load: 3 }),
    peer('Busy', { load: 2 }),
    peer('Away', { presence: 'break' }),
    peer('Calm'),
  ];
  expect(byReadiness(peers).map(({ name }) => name)).toEqual([
    'Calm',
    'Busy',
    'Full',
    'Away',
    'Off',
  ]);
});

test('over capacity is full as well', () => {
  expect(readinessOf(peer('Ana', { load: 4 }))).toBe('full');
});

const item = (more: Partial<Text>): Text => ({ conversation: 'c1', erased: false, ...more }) as Text;

test('the word that came with the latest handoff is found, and only that', () => {
  const handoff = (at: string) =>
    item({ kind: 'event', at, event: { kind: 'conversation.handed_off' } });
  const note = (at: string, body: string) => item({ kind: 'note', at, body, event: null });
  const texts = [note('1', 'old'), handoff('1'), note('2', 'by the way'), note('3', 'new'), handoff('3')];
  expect(handoffNoteIn(texts, 'c1')?.body).toBe('new');
  expect(handoffNoteIn([...texts, handoff('4')], 'c1')).toBe(null);
  expect(handoffNoteIn(texts, 'c2')).toBe(null);
});

test('what is noted of a wish leaves what they asked for meanwhile', () => {
  const grief = experienceWish('grief');
  const spanish = languageWish('es');
  const notAna = wishNot('ana');
  const chosen = withWish(withoutWish([grief], grief), spanish);
  expect(changedBy([grief], chosen, [grief, notAna])).toEqual([notAna, spanish]);
  expect(changedBy([grief], [grief], [])).toEqual([]);
  const only = { ...grief, only: true };
  expect(changedBy([grief], withWish([grief], only), [grief, notAna])).toEqual([only, notAna]);
});

test('who talked with them are people, whoever has them first, then the latest', () => {
  const said = (author: string | null, more: Partial<Text> = {}) =>
    ({ kind: 'text', direction: 'out', author, ...more }) as Text;
  const texts = [said('ben'), said('cora'), said(null), said('dee', { kind: 'note', direction: null })];
  expect(whoTalked(texts, 'ana')).toEqual(['ana', 'cora', 'ben']);
  expect(whoTalked(texts, null)).toEqual(['cora', 'ben']);
});
