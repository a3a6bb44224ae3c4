// One's own shifts of this day, by the clock of whoever looks.
import type { Shift } from '../api/rota';

export interface Day {
  from: string;
  to: string;
}

export function dayAround(now: Date): Day {
  const midnight = (daysAhead: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + daysAhead).toISOString();
  return { from: midnight(0), to: midnight(1) };
}

// Those that begin today, and one that goes on since yesterday, as long as it does.
export function shiftsToday(shifts: readonly Shift[], me: string, now: Date): Shift[] {
  const { from, to } = dayAround(now);
  const at = (time: string) => Date.parse(time);
  return shifts
    .filter(({ staff, cancelled }) => staff === me && !cancelled)
    .filter(({ starts, ends }) => {
      if (at(starts) >= at(to)) return false;
      return at(starts) >= at(from) || at(ends) > now.getTime();
    })
    .sort((one, other) => at(one.starts) - at(other.starts));
}
