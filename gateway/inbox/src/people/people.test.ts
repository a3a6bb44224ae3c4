import { expect, test } from 'vitest';
import type { Peer } from '../api/types';
import { byReadiness, readinessOf } from './readiness';

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
