// Waiting for a condition, never for a time: `longest` only keeps a broken test from hanging.
import { setTimeout as pause } from 'node:timers/promises';

const lookAgainMs = 20;

// The first value of `look` that is not falsy.
export async function eventually(what, look, longestMs = 30_000) {
  const until = Date.now() + longestMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > until) throw new Error(`it never came true that ${what}`);
    await pause(lookAgainMs);
  }
}
