// A shift by the line's own clock.
import type { Shift, ShiftRule } from '../api/rota';
import { dayOf, timeOf, wallClock } from '../zone';

export interface WallShift {
  day: string;
  begins: string;
  ends: string;
}

export function wallShift(shift: Pick<Shift, 'starts' | 'ends'>, zone: string): WallShift {
  const starts = wallClock(shift.starts, zone);
  return { day: dayOf(starts), begins: timeOf(starts), ends: timeOf(wallClock(shift.ends, zone)) };
}

const dayMs = 24 * 60 * 60_000;

// How many days lie between two days.
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / dayMs);
}

export function isOver(shift: Pick<Shift, 'ends'>, now: Date): boolean {
  return new Date(shift.ends) <= now;
}

export function ruleOfShift(shift: Shift, rules: readonly ShiftRule[]): ShiftRule | null {
  return rules.find(({ id }) => id === shift.rule) ?? null;
}
