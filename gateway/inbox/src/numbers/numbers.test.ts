import { expect, test } from 'vitest';
import { hourWords, percentWords, shortDayWords, weekdayWords } from './formats';
import { dayIn, daysBefore, periodOf } from './periods';
import { waitWords } from './waits';

test('a day is the one on the line’s wall', () => {
  const now = new Date('2026-11-22T06:30:00Z');
  expect(dayIn('America/Los_Angeles', now)).toBe('2026-11-21');
  expect(dayIn('Europe/Madrid', now)).toBe('2026-11-22');
  expect(dayIn('Pacific/Kiritimati', new Date('2026-11-22T12:00:00Z'))).toBe('2026-11-23');
});

test('days are counted back across months, years and changes of the clock', () => {
  expect(daysBefore('2026-03-10', 6)).toBe('2026-03-04');
  expect(daysBefore('2026-01-01', 1)).toBe('2025-12-31');
  expect(daysBefore('2024-03-01', 1)).toBe('2024-02-29');
  expect(periodOf('week', '2026-11-22')).toEqual({ from: '2026-11-16', to: '2026-11-22' });
});

test('waits are said as short as they may be', () => {
  expect(waitWords(null)).toBe('–');
  expect(waitWords(0)).toBe('0 s');
  expect(waitWords(89)).toBe('89 s');
  expect(waitWords(90)).toBe('2 min');
  expect(waitWords(3599)).toBe('1 h');
  expect(waitWords(3900)).toBe('1 h 5 min');
  expect(waitWords(100_000)).toBe('27 h');
});

test('days and hours are written in the language in use', () => {
  expect(shortDayWords('2026-11-22')).toBe('Nov 22');
  expect(weekdayWords(0)).toBe('Sun');
  expect(weekdayWords(6)).toBe('Sat');
  expect(hourWords(17)).toMatch(/^5\sPM$/);
  expect(percentWords(1, 3)).toBe('33%');
  expect(percentWords(0, 0)).toBe('0%');
});
