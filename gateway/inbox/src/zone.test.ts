import { expect, test } from 'vitest';
import { daysLater, momentOf, wallClock, weekdayOf } from './zone';

const angeles = 'America/Los_Angeles';

test('a clock shows another time in another zone', () => {
  expect(wallClock('2026-11-27T04:00:00Z', angeles)).toBe('2026-11-26T20:00');
  expect(wallClock('2026-11-27T04:00:00Z', 'Asia/Kathmandu')).toBe('2026-11-27T09:45');
});

test('what a clock shows is found again, on either side of a change of clocks', () => {
  for (const at of ['2026-03-08T09:30:00Z', '2026-03-08T10:30:00Z', '2026-11-01T10:30:00Z']) {
    const moment = momentOf(wallClock(at, angeles), angeles);
    expect(moment.toISOString()).toBe(new Date(at).toISOString());
  }
});

test('a time that comes twice is one of the two, and one that is skipped lies around it', () => {
  const twice = momentOf('2026-11-01T01:30', angeles).toISOString();
  expect(['2026-11-01T08:30:00.000Z', '2026-11-01T09:30:00.000Z']).toContain(twice);
  const skipped = momentOf('2026-03-08T02:30', angeles).getTime();
  expect(Math.abs(skipped - Date.parse('2026-03-08T10:00:00Z'))).toBeLessThanOrEqual(3_600_000);
});

test('days are counted over the ends of months', () => {
  expect(daysLater('2026-11-30', 1)).toBe('2026-12-01');
  expect(weekdayOf('2026-11-29')).toBe(0);
});
