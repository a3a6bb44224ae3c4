// What somebody could not be given without insisting, by why.
import { mayInsist } from '../actions/insist';
import type { Problem } from '../api/problem';
import type { Peer } from '../api/types';
import type { Movable } from './moving';

export type Recipient = Pick<Peer, 'id' | 'name' | 'presence'>;

export interface Refusal {
  one: Movable;
  problem: Problem;
}

export interface HeldBack {
  moved: Movable[];
  peer: Recipient;
  note: string;
  code: string;
}

// Each reason apart, to be asked about by itself: whoever insists that somebody takes more than they
// do has not insisted on somebody whom a texter asked not to have.
export function heldBackOf(refusals: readonly Refusal[], peer: Recipient, note: string): HeldBack[] {
  const byReason = new Map<string, Movable[]>();
  for (const { one, problem } of refusals) {
    if (!mayInsist(problem.code)) continue;
    byReason.set(problem.code, [...(byReason.get(problem.code) ?? []), one]);
  }
  return [...byReason].map(([code, moved]) => ({ moved, peer, note, code }));
}
