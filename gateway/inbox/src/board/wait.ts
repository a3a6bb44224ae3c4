// How long somebody has waited, as the board shows it.
import type { Line } from '../api/types';
import { t } from '../words';

// `soon` and `late` are what calls for a look and what calls for an act.
export type Urgency = 'fine' | 'soon' | 'late';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

export function waitedSeconds(since: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - new Date(since).getTime()) / 1000));
}

// A running clock: "0:07", "12:05", "3:04:05"; from a day on "2 d 3:04".
export function clockWords(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor((seconds % day) / hour);
  const minutes = Math.floor((seconds % hour) / minute);
  if (seconds >= day) return t('board.clock.days', { days: Math.floor(seconds / day), rest: `${hours}:${two(minutes)}` });
  const tail = two(seconds % minute);
  return seconds >= hour ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
}

// The line's own limits: nobody who has it answers within `nudge`, and after `return` it is taken
// back; in the queue, whoever is on call is texted after `page`.
export function urgencyOf(seconds: number, timing: Line['timing'], held: boolean): Urgency {
  const soon = timing['nudge'] ?? Infinity;
  const late = timing[held ? 'return' : 'page'] ?? Infinity;
  if (seconds >= late) return 'late';
  return seconds >= soon ? 'soon' : 'fine';
}
