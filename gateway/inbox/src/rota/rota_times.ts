// A line's times in words: by its own clock, whoever reads them wherever.
import { t } from '../words';
import { perLanguage } from '../words/language';

const formats = perLanguage((tag) => ({
  day: new Intl.DateTimeFormat(tag, { weekday: 'short', month: 'short', day: 'numeric', timeZone: 'UTC' }),
  weekday: new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' }),
  shortWeekday: new Intl.DateTimeFormat(tag, { weekday: 'short', timeZone: 'UTC' }),
  clock: new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }),
}));
const zoned = new Map<string, { day: Intl.DateTimeFormat; clock: Intl.DateTimeFormat }>();

function zonedFormats(tag: string, zone: string) {
  const key = `${tag} ${zone}`;
  let found = zoned.get(key);
  if (!found) {
    found = {
      day: new Intl.DateTimeFormat(tag, {
        weekday: 'short',
        month: 'short',
        day: 'numeric',
        timeZone: zone,
      }),
      clock: new Intl.DateTimeFormat(tag, {
        hour: 'numeric',
        minute: '2-digit',
        timeZone: zone,
      }),
    };
    zoned.set(key, found);
  }
  return found;
}

// "Fri, Nov 27, 8:00 PM – 4:00 AM".
export function stretchWords(
  stretch: { starts: string; ends: string },
  zone: string,
  tag: string,
): string {
  const { day, clock } = zonedFormats(tag, zone);
  const starts = new Date(stretch.starts);
  return t('rota.stretch', {
    day: day.format(starts),
    from: clock.format(starts),
    to: clock.format(new Date(stretch.ends)),
  });
}

const aSunday = Date.UTC(2026, 10, 22, 12);
const dayMs = 24 * 60 * 60_000;

export function weekdayNames(weekday: number): { long: string; short: string } {
  const at = new Date(aSunday + weekday * dayMs);
  return { long: formats().weekday.format(at), short: formats().shortWeekday.format(at) };
}
