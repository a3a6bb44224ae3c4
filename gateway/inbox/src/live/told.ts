// What an event means for oneself and is not seen on the screen otherwise.
import type { LiveEvent } from '../api/types';
import { words } from '../words';

const toOwner: Record<string, string> = {
  'conversation.nudged': words.notices.theyWaitForYou,
  'conversation.quiet': words.notices.quietForLong,
};

// A sentence for the person with this id; null where there is nothing to tell.
export function toldTo(me: string, event: LiveEvent): string | null {
  const { data, kind } = event;
  if (data['owner'] === me && kind in toOwner) return toOwner[kind] ?? null;
  if (kind === 'conversation.unanswered' && data['from'] === me) {
    return words.notices.takenForSilence;
  }
  if (kind === 'flag.raised' && data['urgent'] === true && event.actor !== me) {
    return data['owner'] === me ? words.notices.flaggedYours : words.notices.flagged;
  }
  const byLapses = kind === 'presence.changed' && data['by_lapses'] === true;
  return byLapses && data['staff'] === me ? words.notices.onBreakByLapses : null;
}
