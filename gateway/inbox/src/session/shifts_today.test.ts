import { expect, test } from 'vitest';
import type { Shift } from '../api/rota';
import { dayAround, shiftsToday } from './shifts_today';

const now = new Date(2026, 10, 27, 9, 30);
const shift = (id: string, starts: Date, ends: Date, more: Partial<Shift> = {}) =>
  ({
    id,
    staff: 'ana',
    cancelled: false,
    starts: starts.toISOString(),
    ends: ends.toISOString(),
    ...more,
  }) as Shift;
const at = (day: number, hour: number) => new Date(2026, 10, day, hour);
const found = (...shifts: Shift[]) => shiftsToday(shifts, 'ana', now).map(({ id }) => id);

test('a day is the one of the clock on the wall', () => {
  const { from, to } = dayAround(now);
  expect([new Date(from), new Date(to)]).toEqual([at(27, 0), at(28, 0)]);
});

test('what begins today is today\'s, in its order, over or not', () => {
  const morning = shift('morning', at(27, 6), at(27, 8));
  const evening = shift('evening', at(27, 20), at(28, 4));
  const tomorrow = shift('tomorrow', at(28, 0), at(28, 4));
  expect(found(evening, morning, tomorrow)).toEqual(['morning', 'evening']);
});

test('what began yesterday is today\'s for as long as it goes on', () => {
  expect(found(shift('night', at(26, 22), at(27, 10)))).toEqual(['night']);
  expect(found(shift('over', at(26, 22), at(27, 6)))).toEqual([]);
});

test('what is somebody else\'s, open or cancelled is not one\'s own', () => {
  const bens = shift('ben', at(27, 10), at(27, 12), { staff: 'ben' });
  const open = shift('open', at(27, 10), at(27, 12), { staff: null });
  const cancelled = shift('cancelled', at(27, 10), at(27, 12), { cancelled: true });
  expect(found(bens, open, cancelled)).toEqual([]);
});
