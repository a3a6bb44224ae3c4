// Who is on, who should be, and what each of them has.
import type { Shift } from '../api/rota';
import type { Conversation, Peer } from '../api/types';

export type Whereabouts = 'on' | 'break' | 'late' | 'off';

export interface PersonOnBoard {
  peer: Peer;
  whereabouts: Whereabouts;
  // Of who is late: since when they should be here.
  lateSince: string | null;
  // Who has waited longest first; then those who are answered.
  has: Conversation[];
}

const order: readonly Whereabouts[] = ['on', 'break', 'late', 'off'];

// On the rota now, and off: late. Who has said that they are on a break is here.
function whereaboutsOf(peer: Peer): Whereabouts {
  if (peer.presence !== 'off') return peer.presence;
  return peer.on_shift_until === null ? 'off' : 'late';
}

function shiftBegan(peer: Peer, shifts: readonly Shift[], now: Date): string | null {
  const theirs = shifts.find(
    ({ staff, starts, ends, cancelled }) =>
      staff === peer.id && !cancelled && new Date(starts) <= now && now < new Date(ends),
  );
  return theirs?.starts ?? null;
}

function byWait(a: Conversation, b: Conversation): number {
  if (a.waiting_since !== null && b.waiting_since !== null) {
    return a.waiting_since.localeCompare(b.waiting_since);
  }
  return Number(a.waiting_since === null) - Number(b.waiting_since === null);
}

export function peopleOnBoard(
  peers: readonly Peer[],
  held: readonly Conversation[],
  shifts: readonly Shift[],
  now: Date,
): PersonOnBoard[] {
  const people = peers.map((peer) => {
    const whereabouts = whereaboutsOf(peer);
    const has = held
      .filter(({ owner, offered_to }) => (owner ?? offered_to) === peer.id)
      .sort(byWait);
    const lateSince = whereabouts === 'late' ? shiftBegan(peer, shifts, now) : null;
    return { peer, whereabouts, lateSince, has };
  });
  // By name within a group: a card that jumps whenever a load changes is hard to find again.
  return people.sort(
    (a, b) =>
      order.indexOf(a.whereabouts) - order.indexOf(b.whereabouts) ||
      a.peer.name.localeCompare(b.peer.name),
  );
}
