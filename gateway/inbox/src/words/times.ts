// Times, in the words and the time zone of the person who looks.
import { words } from '.';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const clock = new Intl.DateTimeFormat(words.locale, { hour: 'numeric', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(words.locale, { weekday: 'long' });
const shortWeekday = new Intl.DateTimeFormat(words.locale, { weekday: 'short' });
const dayOfYear = new Intl.DateTimeFormat(words.locale, { month: 'short', day: 'numeric' });
const wholeDate = new Intl.DateTimeFormat(words.locale, {
  weekday: 'long',
  month: 'long',
  day: 'numeric',
  year: 'numeric',
});

function dayNumber(time: Date): number {
  return Math.round(
    new Date(time.getFullYear(), time.getMonth(), time.getDate(), 12).getTime() / dayMs,
  );
}

export function sameDay(one: string, other: string): boolean {
  return dayNumber(new Date(one)) === dayNumber(new Date(other));
}

export function clockTime(time: string): string {
  return clock.format(new Date(time));
}

// The heading over a day's texts.
export function dayWords(time: string, now: Date): string {
  const then = new Date(time);
  const daysAgo = dayNumber(now) - dayNumber(then);
  if (daysAgo === 0) return words.thread.today;
  if (daysAgo === 1) return words.thread.yesterday;
  return daysAgo > 1 && daysAgo < 7 ? weekday.format(then) : wholeDate.format(then);
}

// A day far off: "Saturday, May 3, 2026".
export function wholeDay(time: string): string {
  return wholeDate.format(new Date(time));
}

// As short as it goes, for the corner of a list item: "14:05", "Mon", "May 3".
export function shortTime(time: string, now: Date): string {
  const then = new Date(time);
  const daysAgo = dayNumber(now) - dayNumber(then);
  if (daysAgo === 0) return clock.format(then);
  return daysAgo > 0 && daysAgo < 7 ? shortWeekday.format(then) : dayOfYear.format(then);
}

// With the day where it is not today's: "14:05", "Mon 9:00".
export function dayAndTime(time: string, now: Date): string {
  const sameDayAsNow = dayNumber(now) === dayNumber(new Date(time));
  return sameDayAsNow ? clockTime(time) : `${shortTime(time, now)} ${clockTime(time)}`;
}

// In a sentence: "at 14:05", "on Mon at 9:00".
export function atTime(time: string, now: Date): string {
  const then = new Date(time);
  const day = dayNumber(then) === dayNumber(now) ? null : shortWeekday.format(then);
  return words.atTime(day, clock.format(then));
}

// How long somebody has waited: "under a minute", "4 min", "2 h 5 min".
export function span(since: string, now: Date): string {
  const ms = Math.max(0, now.getTime() - new Date(since).getTime());
  if (ms < minuteMs) return 'under a minute';
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} min`;
  const hours = Math.floor(ms / hourMs);
  const minutes = Math.floor((ms % hourMs) / minuteMs);
  if (ms < dayMs) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  const days = Math.floor(ms / dayMs);
  return days === 1 ? '1 day' : `${days} days`;
}
