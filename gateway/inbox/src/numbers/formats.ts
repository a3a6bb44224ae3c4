// Days, hours and counts as the language in use writes them.
import { intlTag, perLanguage } from '../words/language';

const formats = perLanguage((tag) => ({
  count: new Intl.NumberFormat(tag),
  percent: new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 }),
  // Days have no zone: they are written as they come.
  shortDay: new Intl.DateTimeFormat(tag, { month: 'short', day: 'numeric', timeZone: 'UTC' }),
  wholeDay: new Intl.DateTimeFormat(tag, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    year: 'numeric',
    timeZone: 'UTC',
  }),
  weekday: new Intl.DateTimeFormat(tag, { weekday: 'short', timeZone: 'UTC' }),
  longWeekday: new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' }),
  hour: new Intl.DateTimeFormat(tag, { hour: 'numeric', timeZone: 'UTC' }),
}));

const noon = (day: string) => new Date(`${day}T12:00:00Z`);
// A Sunday.
const weekdayOf = (weekday: number) => new Date(Date.UTC(2026, 10, 22 + weekday, 12));

export const countWords = (count: number) => formats().count.format(count);
export const percentWords = (part: number, all: number) =>
  formats().percent.format(all === 0 ? 0 : part / all);
export const shortDayWords = (day: string) => formats().shortDay.format(noon(day));
export const wholeDayWords = (day: string) => formats().wholeDay.format(noon(day));
export const weekdayWords = (weekday: number) => formats().weekday.format(weekdayOf(weekday));
export const longWeekdayWords = (weekday: number) =>
  formats().longWeekday.format(weekdayOf(weekday));
export const hourWords = (hour: number) =>
  formats().hour.format(new Date(Date.UTC(2026, 0, 1, hour)));

// The first day of a week there: 0 is Sunday.
export function weekBegins(): 0 | 1 | 6 {
  const locale: Intl.Locale & { getWeekInfo?: () => { firstDay: number } } = new Intl.Locale(
    intlTag(),
  );
  const firstDay = locale.getWeekInfo?.().firstDay ?? 7;
  return firstDay === 1 || firstDay === 6 ? firstDay : 0;
}
