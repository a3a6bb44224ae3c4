// An event of the live feed, for tests.
import type { LiveEvent } from '../api/types';

export function event(seq: number, more: Partial<LiveEvent> = {}): LiveEvent {
  return {
    seq,
    at: '2026-05-01T10:00:00.000000Z',
    kind: 'text.received',
    line: 'l1',
    conversation: 'c1',
    actor: null,
    actor_name: null,
    data: {},
    ...more,
  };
}
