// A line's hours in words.
import type { Line } from '../api/types';
import { t } from '../words';
import { perLanguage } from '../words/language';

const aSunday = Date.UTC(2026, 10, 22, 12);
const dayMs = 24 * 60 * 60_000;

const formats = perLanguage((tag) => ({
  weekday: new Intl.DateTimeFormat(tag, { weekday: 'short', timeZone: 'UTC' }),
  day: new Intl.DateTimeFormat(tag, { weekday: 'short', month: 'short', day: 'numeric', timeZone: 'UTC' }),
  clock: new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }),
}));

export function weekdayName(weekday: number): string {
  return formats().weekday.format(new Date(aSunday + weekday * dayMs));
}

function clockOf(time: string): string {
  return formats().clock.format(new Date(`1970-01-01T${time === '24:00' ? '00:00' : time}Z`));
}

export function spansWords(spans: readonly string[]): string {
  if (spans.length === 0) return t('board.hours.closed');
  return spans
    .map((span) => span.split('-').map(clockOf).join('–'))
    .join(', ');
}

interface HoursRow {
  days: string;
  spans: string;
}

const fromMonday = [1, 2, 3, 4, 5, 6, 0] as const;

// One row for each run of weekdays with the same hours, from Monday on.
export function weekRows(hours: Line['hours']): HoursRow[] {
  if (hours.every((spans) => spans.length === 0)) {
    return [{ days: t('board.hours.everyDay'), spans: t('board.hours.always') }];
  }
  const runs: { first: number; last: number; spans: string }[] = [];
  for (const weekday of fromMonday) {
    const spans = spansWords(hours[weekday] ?? []);
    const run = runs.at(-1);
    if (run?.spans === spans) run.last = weekday;
    else runs.push({ first: weekday, last: weekday, spans });
  }
  return runs.map(({ first, last, spans }) => ({
    days: first === last ? weekdayName(first) : `${weekdayName(first)}–${weekdayName(last)}`,
    spans,
  }));
}

// Days with hours of their own, from today on, the next first.
export function dayRows(days: Line['days'], today: string): HoursRow[] {
  return Object.entries(days)
    .filter(([day]) => day >= today)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([day, spans]) => ({
      days: formats().day.format(new Date(`${day}T12:00Z`)),
      spans: spansWords(spans),
    }));
}
