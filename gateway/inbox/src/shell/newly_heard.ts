// What has come between two readings of one's own lists, for a screen reader to say.
import type { Conversation } from '../api/types';

export interface Lists {
  // To oneself.
  offered: readonly Conversation[];
  mine: readonly Conversation[];
}

export interface Heard {
  kind: 'offered' | 'text';
  conversation: Conversation;
}

// The same conversation may be offered again.
const offerOf = ({ id, offer_expires_at }: Conversation) => `${id} ${offer_expires_at}`;

export function heardBetween(before: Lists, now: Lists): Heard[] {
  const offers = new Set(before.offered.map(offerOf));
  const lastOf = new Map(before.mine.map(({ id, last_text }) => [id, last_text?.at ?? '']));
  const isNew = ({ id, last_text, unread }: Conversation) => {
    const last = lastOf.get(id);
    if (last === undefined || last_text?.direction !== 'in') return false;
    return unread > 0 && last_text.at > last;
  };
  return [
    ...now.offered
      .filter((one) => !offers.has(offerOf(one)))
      .map((conversation): Heard => ({ kind: 'offered', conversation })),
    ...now.mine.filter(isNew).map((conversation): Heard => ({ kind: 'text', conversation })),
  ];
}
