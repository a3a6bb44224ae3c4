// Notices that the machine has slept. A closed lid tells a page nothing, but stops its timers.

export interface SleepParts {
  every: (ms: number, act: () => void) => () => void;
  // The time of day, which goes on meanwhile.
  now: () => number;
  // Browsers let the timers of a page that is out of sight stand still as well.
  isInSight: () => boolean;
}

const tickMs = 5_000;
export const asleepMs = 30_000;

// The answer ends it.
export function noticeSleep({ every, now, isInSight }: SleepParts, wake: () => void): () => void {
  let tickedAt = now();
  let wasInSight = isInSight();
  return every(tickMs, () => {
    const gapMs = now() - tickedAt;
    const slept = wasInSight && isInSight() && gapMs > asleepMs;
    tickedAt = now();
    wasInSight = isInSight();
    if (slept) wake();
  });
}
