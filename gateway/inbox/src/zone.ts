// Times by the clock of a time zone, written so that they sort: "2026-11-27T20:00".

const minuteMs = 60_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    clocks.set(zone, clock);
  }
  return clock;
}

// What a clock on the wall there shows at that moment.
export function wallClock(at: Date | string, zone: string): string {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of clockOf(zone).formatToParts(new Date(at))) parts[type] = value;
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

function ahead(at: number, zone: string): number {
  const whole = Math.floor(at / minuteMs) * minuteMs;
  return Date.parse(`${wallClock(new Date(whole), zone)}Z`) - whole;
}

// When the clock there shows this. Of a time that comes twice one of the two; of one that is
// skipped, a moment within the hour around it.
export function momentOf(wall: string, zone: string): Date {
  const shown = Date.parse(`${wall}Z`);
  const guess = shown - ahead(shown, zone);
  return new Date(shown - ahead(guess, zone));
}

// "2026-11-27" and "20:00" of "2026-11-27T20:00".
export const dayOf = (wall: string) => wall.slice(0, 10);
export const timeOf = (wall: string) => wall.slice(11, 16);

// The day so many days later, both as "2026-11-27".
export function daysLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * 24 * 60 * minuteMs)
    .toISOString()
    .slice(0, 10);
}

// From Sunday (0) on.
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00Z`).getUTCDay();
}
