// What of the live feed is news for one person, besides what toldTo() says in a sentence.
import type { LiveEvent } from '../api/types';
import { t } from '../words';

export interface News {
  kind: 'offered' | 'text' | 'handed' | 'assigned' | 'woke';
  conversation: string;
}

// What makes a conversation theirs to see to, without a hand of theirs.
const gives: Record<string, 'handed' | 'assigned' | 'woke'> = {
  'conversation.handed_off': 'handed',
  'conversation.assigned': 'assigned',
  'conversation.woke': 'woke',
};

// What happens at once has one time: a text, or a flag, woke the conversation, and is told itself.
function isOf(before: LiveEvent | null, { conversation, at }: LiveEvent): boolean {
  return before?.conversation === conversation && before.at === at;
}

function givenBy(me: string, event: LiveEvent, before: LiveEvent | null): News['kind'] | null {
  const given = gives[event.kind];
  if (!given || event.data['to'] !== me || event.actor === me) return null;
  return given === 'woke' && isOf(before, event) ? null : given;
}

function isOver(offer: LiveEvent, now: Date): boolean {
  const until = offer.data['offer_expires_at'];
  return typeof until === 'string' && new Date(until) <= now;
}

// `now`: when they hear of it; `before`: the event that came before this one.
export function newsOf(
  me: string,
  event: LiveEvent,
  now: Date,
  before: LiveEvent | null = null,
): News | null {
  const { kind, conversation, data } = event;
  if (conversation === null) return null;
  if (kind === 'conversation.offered' && data['offered_to'] === me) {
    return isOver(event, now) ? null : { kind: 'offered', conversation };
  }
  if (kind === 'text.received' && data['owner'] === me) return { kind: 'text', conversation };
  const given = givenBy(me, event, before);
  return given && { kind: given, conversation };
}

// It names nobody, and no word of theirs.
export function sentenceOf({ kind }: News): string {
  switch (kind) {
    case 'offered':
      return t('notices.offeredToYou');
    case 'text':
      return t('notices.newText');
    case 'handed':
      return t('notices.handedToYou');
    case 'assigned':
      return t('notices.assignedToYou');
    case 'woke':
      return t('notices.restIsOver');
  }
}

// The lists show an offer and a text, and a screen reader is told of them there; what is given to
// somebody takes a place among others, and so is said.
export function isToBeSaid({ kind }: News): boolean {
  return kind !== 'offered' && kind !== 'text';
}
