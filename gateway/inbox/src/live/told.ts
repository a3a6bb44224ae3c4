// What an event means for oneself and is not seen on the screen otherwise.
import type { LiveEvent } from '../api/types';
import { isUrgent } from '../flags/urgent';
import { t } from '../words';
import { atTime } from '../words/times';

const toOwner: Record<string, () => string> = {
  'conversation.nudged': () => t('notices.theyWaitForYou'),
  'conversation.quiet': () => t('notices.quietForLong'),
};

// Told to coordinators alone; peers hear of no page.
function toldOfPage(me: string, { data, kind }: LiveEvent): string | null {
  if (kind === 'page.escalated') {
    return data['to'] === me ? t('notices.pagedInstead') : null;
  }
  // What is urgent is told by its flag.
  if (data['reason'] === 'urgent') return data['to'] === null ? t('notices.pagedNobody') : null;
  if (data['reason'] === 'lapses') return t('notices.pagedLapses');
  const waiting = Number(data['waiting'] ?? 0);
  const minutes = Math.floor(Number(data['longest_wait'] ?? 0) / 60);
  const longest = t('times.minutes', { count: minutes });
  const paged = t('notices.pagedWaiting', { count: waiting, longest });
  return data['to'] === null ? `${paged} ${t('notices.pagedNobody')}` : paged;
}

// Of somebody's own shift. What is past by now, after a sleep, is not told any more.
function toldOfShift(event: LiveEvent, now: Date): string | null {
  const { data, kind } = event;
  const ahead = (time: unknown) => typeof time === 'string' && new Date(time) > now;
  const count = (number: unknown) => (typeof number === 'number' ? number : 0);
  if (kind === 'shift.reminder' && ahead(data['starts'])) {
    return t('notices.shiftBegins', { when: atTime(data['starts'] as string, now) });
  }
  if (kind === 'shift.ending' && ahead(data['ends'])) {
    const left = count(data['open']) + count(data['resting']);
    return t('notices.shiftEnds', { count: left, when: atTime(data['ends'] as string, now) });
  }
  return kind === 'shift.ended' ? t('notices.shiftOver') : null;
}

// Of a swap: what somebody is asked for, and what became of what they asked or said yes to.
function toldOfSwap(me: string, { actor, data, kind }: LiveEvent): string | null {
  if (actor === me) return null;
  const isTheirs = data['from'] === me || data['to'] === me;
  switch (kind) {
    case 'swap.asked':
      return data['to'] === me ? t('notices.swapAsked') : null;
    case 'swap.accepted':
      // Whoever else hears of it is a coordinator.
      return t(isTheirs ? 'notices.swapAgreed' : 'notices.swapToApprove');
    case 'swap.approved':
      return isTheirs ? t('notices.swapApproved') : null;
    case 'swap.declined':
      return isTheirs ? t('notices.swapDeclined') : null;
    default:
      return null;
  }
}

// Later than this it was seen to, or has come back: whoever wakes then has nothing to hurry for.
const callMs = 2 * 60_000;

const isPast = ({ at }: LiveEvent, now: Date) => now.getTime() - Date.parse(at) > callMs;

// What somebody is asked to do something about at once.
function calledFor(me: string, event: LiveEvent): string | null {
  const { data, kind } = event;
  if (data['owner'] === me && kind in toOwner) return toOwner[kind]?.() ?? null;
  if (kind === 'flag.raised' && isUrgent(data['flag_kind']) && event.actor !== me) {
    return data['owner'] === me ? t('notices.flaggedYours') : t('notices.flagged');
  }
  return kind === 'page.sent' || kind === 'page.escalated' ? toldOfPage(me, event) : null;
}

// What became of somebody's own, which they hear of however late.
function befell(me: string, { data, kind }: LiveEvent): string | null {
  if (kind === 'conversation.unanswered' && data['from'] === me) {
    return t('notices.takenForSilence');
  }
  const byLapses = kind === 'presence.changed' && data['by_lapses'] === true;
  return byLapses && data['staff'] === me ? t('notices.onBreakByLapses') : null;
}

// A sentence for the person with this id, who hears of it `now`; null where there is none.
export function toldTo(me: string, event: LiveEvent, now: Date): string | null {
  const { data, kind } = event;
  if (kind.startsWith('shift.')) return data['staff'] === me ? toldOfShift(event, now) : null;
  if (kind.startsWith('swap.')) return toldOfSwap(me, event);
  // Told to coordinators alone, and to each of them.
  if (kind === 'rota.uncovered') return t('notices.hoursUncovered');
  return befell(me, event) ?? (isPast(event, now) ? null : calledFor(me, event));
}
