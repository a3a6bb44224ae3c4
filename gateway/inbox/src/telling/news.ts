// What of the live feed is news for one person, besides what toldTo() says in a sentence.
import type { LiveEvent } from '../api/types';

export type News = { kind: 'offered' | 'text'; conversation: string };

export function newsOf(me: string, { kind, conversation, data }: LiveEvent): News | null {
  if (conversation === null) return null;
  if (kind === 'conversation.offered' && data['offered_to'] === me) {
    return { kind: 'offered', conversation };
  }
  if (kind === 'text.received' && data['owner'] === me) return { kind: 'text', conversation };
  return null;
}
