import { expect, test } from 'vitest';
import type { Shift, ShiftRule } from '../api/rota';
import { draftOf, faultOf, newDraft, onDay, ruleChangeFrom, ruleFrom, shiftChangeFrom } from './draft';
import { repeatsOf, ruleOf, shifted } from './repeats';
import { wallShift } from './wall_shift';

const zone = 'America/Los_Angeles';
// A Friday night by the line's clock.
const shift = {
  id: 's',
  rule: 'r',
  staff: 'ana',
  starts: '2026-11-28T04:00:00Z',
  ends: '2026-11-28T12:00:00Z',
  changed: false,
} as Shift;
const rule = { id: 'r', repeats: 'FREQ=WEEKLY;BYDAY=FR', last_day: null } as ShiftRule;

test('a shift is read by the clock of the line', () => {
  expect(wallShift(shift, zone)).toEqual({ day: '2026-11-27', begins: '20:00', ends: '04:00' });
});

test('a recurrence that the form knows comes out as it went in', () => {
  for (const written of ['', 'FREQ=WEEKLY;BYDAY=MO,WE', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR']) {
    expect(ruleOf(repeatsOf(written, 5))).toBe(written);
  }
  expect(repeatsOf('FREQ=WEEKLY', 5)).toMatchObject({ every: 'week', weekdays: [5] });
  expect(repeatsOf('FREQ=DAILY', 5).weekdays).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test('one that the form does not know stays as it is', () => {
  const written = ['FREQ=MONTHLY;BYDAY=1FR', 'FREQ=WEEKLY;INTERVAL=3;BYDAY=FR', 'FREQ=DAILY;BYDAY=FR'];
  for (const other of written) {
    expect(repeatsOf(other, 5).every).toBe('other');
    expect(ruleOf(shifted(repeatsOf(other, 5), 1))).toBe(other);
  }
});

test('a new shift is planned once, or every other week until a day', () => {
  const draft = newDraft({ day: '2026-11-27', begins: '20:00', ends: '04:00' });
  expect(ruleFrom(draft, 'line')).toEqual({
    line: 'line',
    staff: null,
    first_day: '2026-11-27',
    begins: '20:00',
    ends: '04:00',
    repeats: '',
    last_day: null,
  });
  const repeats = { every: 'two weeks' as const, weekdays: [5, 1], rule: '' };
  const repeating = ruleFrom({ ...draft, repeats, lastDay: '2027-01-01' }, 'line');
  expect(repeating).toMatchObject({
    repeats: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR',
    last_day: '2027-01-01',
  });
});

test('what is chosen for another day repeats on its weekday', () => {
  const draft = newDraft({ day: '2026-11-27', begins: '20:00', ends: '22:00' });
  expect(onDay(draft, '2026-11-29').repeats.weekdays).toEqual([0]);
  const chosen = { ...draft, repeats: { ...draft.repeats, weekdays: [1, 5] } };
  expect(onDay(chosen, '2026-11-29').repeats.weekdays).toEqual([1, 5]);
});

test('a shift of a series that was dragged is changed alone, or with all after it', () => {
  const to = { day: '2026-11-29', begins: '18:00', ends: '22:00' };
  const draft = draftOf(shift, rule, zone, to);
  expect(draft.scope).toBe('one');
  expect(shiftChangeFrom(draft)).toEqual({ staff: 'ana', ...to });
  expect(ruleChangeFrom({ ...draft, scope: 'all' }, '2026-11-27')).toEqual({
    from: '2026-11-27',
    first_day: '2026-11-29',
    staff: 'ana',
    begins: '18:00',
    ends: '22:00',
    repeats: 'FREQ=WEEKLY;BYDAY=SU',
    last_day: null,
  });
});

test('one that stands alone is changed by its rule, unless it differs from that', () => {
  const once = { ...rule, repeats: '' };
  expect(draftOf(shift, once, zone).scope).toBe('all');
  expect(draftOf({ ...shift, changed: true }, once, zone).scope).toBe('one');
});

test('what cannot be planned is said before it is sent', () => {
  const draft = newDraft({ day: '2026-11-27', begins: '20:00', ends: '22:00' });
  expect(faultOf(draft)).toBeNull();
  expect(faultOf({ ...draft, ends: '20:00' })).toBe('noLength');
  const weekly = { ...draft, repeats: { every: 'week' as const, weekdays: [5], rule: '' } };
  expect(faultOf({ ...weekly, repeats: { ...weekly.repeats, weekdays: [] } })).toBe('noWeekday');
  expect(faultOf({ ...weekly, lastDay: '2026-11-26' })).toBe('lastBeforeFirst');
});
