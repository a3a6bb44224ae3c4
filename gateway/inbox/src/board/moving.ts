// What can be moved on the board, and where to.
import type { Queued } from '../api/board';
import type { Conversation } from '../api/types';

export interface Movable {
  id: string;
  line: string;
  codename: string;
  // Whose it is; an offer is nobody's yet.
  owner: string | null;
  // Whom it is offered to, or whose it is.
  holder: string | null;
}

export function movableOfQueued(queued: Queued): Movable {
  const { id, line, texter } = queued;
  return { id, line, codename: texter.codename, owner: null, holder: null };
}

export function movableOf({ id, line, texter, owner, offered_to }: Conversation): Movable {
  return { id, line, codename: texter.codename, owner, holder: owner ?? offered_to };
}

// Where something may be dropped.
export const queuePlace = 'queue';
export const personPlace = (id: string) => `person ${id}`;
export function personAt(place: string): string | null {
  return place.startsWith('person ') ? place.slice('person '.length) : null;
}
