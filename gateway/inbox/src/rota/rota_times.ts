// A line's times in words: by its own clock, whoever reads them wherever.
import { t } from '../words';
import { perLanguage } from '../words/language';

const dayMs = 24 * 60 * 60_000;

const named = perLanguage((tag) => ({
  long: new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' }),
  short: new Intl.DateTimeFormat(tag, { weekday: 'short', timeZone: 'UTC' }),
}));

interface ZoneFormats {
  day: Intl.DateTimeFormat;
  wholeDay: Intl.DateTimeFormat;
  clock: Intl.DateTimeFormat;
}

const ofZone = perLanguage((tag) => {
  const made = new Map<string, ZoneFormats>();
  return (zone: string) => {
    const timeZone = zone;
    const found = made.get(zone) ?? {
      day: new Intl.DateTimeFormat(tag, {
        weekday: 'short',
        month: 'short',
        day: 'numeric',
        timeZone,
      }),
      wholeDay: new Intl.DateTimeFormat(tag, {
        weekday: 'long',
        month: 'long',
        day: 'numeric',
        timeZone,
      }),
      clock: new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit', timeZone }),
    };
    made.set(zone, found);
    return found;
  };
});

// "Fri, Nov 27, 8:00 PM–4:00 AM"; with the day of its end too where that is more than a day later.
export function stretchWords(stretch: { starts: string; ends: string }, zone: string): string {
  const { day, clock } = ofZone()(zone);
  const starts = new Date(stretch.starts);
  const ends = new Date(stretch.ends);
  if (ends.getTime() - starts.getTime() > dayMs) {
    return t('rota.longStretch', {
      firstDay: day.format(starts),
      from: clock.format(starts),
      lastDay: day.format(ends),
      to: clock.format(ends),
    });
  }
  return t('rota.stretch', {
    day: day.format(starts),
    from: clock.format(starts),
    to: clock.format(ends),
  });
}

// The day on which it begins: "Friday, November 27".
export function startDay({ starts }: { starts: string }, zone: string): string {
  return ofZone()(zone).wholeDay.format(new Date(starts));
}

const aSunday = Date.UTC(2026, 10, 22, 12);

// From Sunday (0) on.
export function weekdayNames(weekday: number): { long: string; short: string } {
  const at = new Date(aSunday + weekday * dayMs);
  return { long: named().long.format(at), short: named().short.format(at) };
}
