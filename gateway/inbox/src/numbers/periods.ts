// From which day to which, by a line's own clock. Days are written as 2026-11-22.

export const presets = { week: 7, month: 28, quarter: 90, year: 365 } as const;
export type Preset = keyof typeof presets;

// Which day it is now where the clock shows `zone`'s time.
export function dayIn(zone: string, now: Date): string {
  // This country writes days as we do.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(now);
}

export function daysBefore(day: string, days: number): string {
  const time = new Date(`${day}T12:00:00Z`);
  time.setUTCDate(time.getUTCDate() - days);
  return time.toISOString().slice(0, 10);
}

export function periodOf(preset: Preset, today: string): { from: string; to: string } {
  return { from: daysBefore(today, presets[preset] - 1), to: today };
}
