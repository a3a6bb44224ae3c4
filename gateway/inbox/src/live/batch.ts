// What the live feed tells, on its way to the screen: gathered, read, and read again for as long as
// that fails. The feed tells everything once.
import type { LiveEvent } from '../api/types';
import { addAffected, addAllOf, nothingAffected, type Affected } from './affected';
import { reconnectDelayMs } from './feed';

export interface BatchParts {
  // Reads anew what is on screen of it; false where some of it didn't come, and may another time.
  read: (affected: Affected) => Promise<boolean>;
  // Runs `act` later; the answer cancels it.
  after: (ms: number, act: () => void) => () => void;
  random: () => number;
  now: () => number;
}

// What one commit recorded comes together. What follows from it (a welcome, receipts) comes within
// the rest after a reading: every inbox of a line hears it, and each reading of all is their service's.
const gatherMs = 5;
const restMs = 100;

// Gathers events, and starts no reading before the last one is through: under a steady stream each
// would otherwise cancel the one before it, and none would ever arrive.
export class Batch {
  private readonly parts: BatchParts;
  private affected: Affected | null = null;
  private busy = false;
  private restsUntil = 0;
  // What could not be read waits apart: what is told meanwhile is shown at once.
  private missed: Affected | null = null;
  private failures = 0;
  private cancelPause: (() => void) | null = null;
  private stopped = false;

  constructor(parts: BatchParts) {
    this.parts = parts;
  }

  add(event: LiveEvent): void {
    this.affected ??= nothingAffected();
    addAffected(this.affected, event);
    this.scheduleIfAny();
  }

  connectionIsBack(): void {
    this.failures = 0;
    this.readMissed();
  }

  stop(): void {
    this.stopped = true;
    this.endPause();
  }

  private scheduleIfAny(): void {
    if (this.stopped || this.busy || !this.affected) return;
    this.busy = true;
    const rest = this.restsUntil - this.parts.now();
    this.parts.after(Math.max(gatherMs, rest), () => void this.flush());
  }

  private async flush(): Promise<void> {
    if (this.stopped) return;
    const affected = this.affected ?? nothingAffected();
    this.affected = null;
    if (!(await this.parts.read(affected))) this.readLater(affected);
    else if (!this.missed) this.failures = 0;
    this.restsUntil = this.parts.now() + restMs;
    this.busy = false;
    this.scheduleIfAny();
  }

  private readLater(affected: Affected): void {
    this.missed ??= nothingAffected();
    addAllOf(this.missed, affected);
    if (this.stopped || this.cancelPause) return;
    const delay = reconnectDelayMs(this.failures, this.parts.random());
    this.failures += 1;
    this.cancelPause = this.parts.after(delay, () => this.readMissed());
  }

  private readMissed(): void {
    this.endPause();
    if (!this.missed) return;
    this.affected ??= nothingAffected();
    addAllOf(this.affected, this.missed);
    this.missed = null;
    this.scheduleIfAny();
  }

  private endPause(): void {
    this.cancelPause?.();
    this.cancelPause = null;
  }
}
