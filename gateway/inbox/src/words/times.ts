// Times, in the words and the time zone of the person who looks.
import { t } from '.';
import { perLanguage } from './language';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const formats = perLanguage((tag) => ({
  clock: new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit' }),
  weekday: new Intl.DateTimeFormat(tag, { weekday: 'long' }),
  shortWeekday: new Intl.DateTimeFormat(tag, { weekday: 'short' }),
  dayOfYear: new Intl.DateTimeFormat(tag, { month: 'short', day: 'numeric' }),
  moment: new Intl.DateTimeFormat(tag, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }),
  wholeDate: new Intl.DateTimeFormat(tag, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    year: 'numeric',
  }),
}));

function dayNumber(time: Date): number {
  return Math.round(
    new Date(time.getFullYear(), time.getMonth(), time.getDate(), 12).getTime() / dayMs,
  );
}

export function sameDay(one: string, other: string): boolean {
  return dayNumber(new Date(one)) === dayNumber(new Date(other));
}

export function clockTime(time: string): string {
  return formats().clock.format(new Date(time));
}

// The heading over a day's texts.
export function dayWords(time: string, now: Date): string {
  const then = new Date(time);
  const daysAgo = dayNumber(now) - dayNumber(then);
  if (daysAgo === 0) return t('times.today');
  if (daysAgo === 1) return t('times.yesterday');
  return daysAgo > 1 && daysAgo < 7
    ? formats().weekday.format(then)
    : formats().wholeDate.format(then);
}

// A day far off: "Saturday, May 3, 2026".
export function wholeDay(time: string): string {
  return formats().wholeDate.format(new Date(time));
}

// A moment of the coming days: "Sat, Nov 28, 6:10 PM".
export function dayWithTime(time: string): string {
  return formats().moment.format(new Date(time));
}

// As short as it goes, for the corner of a list item: "14:05", "Mon", "May 3".
export function shortTime(time: string, now: Date): string {
  const then = new Date(time);
  const daysAgo = dayNumber(now) - dayNumber(then);
  if (daysAgo === 0) return formats().clock.format(then);
  return daysAgo > 0 && daysAgo < 7
    ? formats().shortWeekday.format(then)
    : formats().dayOfYear.format(then);
}

// With the day where it is not today's: "14:05", "Mon 9:00".
export function dayAndTime(time: string, now: Date): string {
  const sameDayAsNow = dayNumber(now) === dayNumber(new Date(time));
  return sameDayAsNow ? clockTime(time) : `${shortTime(time, now)} ${clockTime(time)}`;
}

// In a sentence: "at 14:05", "on Mon at 9:00", a week and more from now "on May 3 at 9:00".
export function atTime(time: string, now: Date): string {
  const then = new Date(time);
  const daysFromNow = Math.abs(dayNumber(then) - dayNumber(now));
  if (daysFromNow === 0) return t('times.at', { time: clockTime(time) });
  const format = daysFromNow < 7 ? formats().shortWeekday : formats().dayOfYear;
  const day = format.format(then);
  return t('times.onDayAt', { day, time: clockTime(time) });
}

// How long somebody has waited: "under a minute", "4 min", "2 h 5 min".
export function span(since: string, now: Date): string {
  const ms = Math.max(0, now.getTime() - new Date(since).getTime());
  if (ms < minuteMs) return t('times.underAMinute');
  if (ms < hourMs) return t('times.min', { count: Math.floor(ms / minuteMs) });
  const hours = Math.floor(ms / hourMs);
  const minutes = Math.floor((ms % hourMs) / minuteMs);
  if (ms >= dayMs) return t('times.days', { count: Math.floor(ms / dayMs) });
  return minutes === 0 ? t('times.hours', { hours }) : t('times.hoursMin', { hours, minutes });
}
