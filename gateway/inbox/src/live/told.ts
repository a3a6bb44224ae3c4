// What an event means for oneself and is not seen on the screen otherwise.
import type { LiveEvent } from '../api/types';
import { words } from '../words';

// A sentence for the person with this id; null where there is nothing to tell.
export function toldTo(me: string, event: LiveEvent): string | null {
  const byLapses = event.kind === 'presence.changed' && event.data['by_lapses'] === true;
  return byLapses && event.data['staff'] === me ? words.notices.onBreakByLapses : null;
}
