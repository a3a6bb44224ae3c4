// A line's times in words: by its own clock, whoever reads them wherever.
import { t } from '../words';
import { perLanguage } from '../words/language';

const named = perLanguage((tag) => ({
  long: new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' }),
  short: new Intl.DateTimeFormat(tag, { weekday: 'short', timeZone: 'UTC' }),
}));

interface ZoneFormats {
  day: Intl.DateTimeFormat;
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
      clock: new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit', timeZone }),
    };
    made.set(zone, found);
    return found;
  };
});

// "Fri, Nov 27, 8:00 PM–4:00 AM".
export function stretchWords(stretch: { starts: string; ends: string }, zone: string): string {
  const { day, clock } = ofZone()(zone);
  const starts = new Date(stretch.starts);
  return t('rota.stretch', {
    day: day.format(starts),
    from: clock.format(starts),
    to: clock.format(new Date(stretch.ends)),
  });
}

const aSunday = Date.UTC(2026, 10, 22, 12);
const dayMs = 24 * 60 * 60_000;

// From Sunday (0) on.
export function weekdayNames(weekday: number): { long: string; short: string } {
  const at = new Date(aSunday + weekday * dayMs);
  return { long: named().long.format(at), short: named().short.format(at) };
}
