// What stands in the form before it is sent: a new shift, or a change of one.
import type { NewRule, RuleChange, Shift, ShiftChange, ShiftRule } from '../api/rota';
import { weekdayOf } from '../zone';
import { repeatsOf, ruleOf, shifted, type Repeats } from './repeats';
import { daysBetween, wallShift, type WallShift } from './wall_shift';

export interface Draft extends WallShift {
  // Which one is changed; null for a new one.
  of: Shift | null;
  // What it comes from; null where only the one can be changed.
  rule: ShiftRule | null;
  // Only that one, or all from it on.
  scope: 'one' | 'all';
  // Null: open, for anybody to take.
  staff: string | null;
  repeats: Repeats;
  lastDay: string;
}

const once = (day: string) => repeatsOf('', weekdayOf(day));

export function newDraft(at: WallShift, staff: string | null = null): Draft {
  return { ...at, of: null, rule: null, scope: 'all', staff, repeats: once(at.day), lastDay: '' };
}

// `moved`: where it was dragged to, if it was.
export function draftOf(
  shift: Shift,
  rule: ShiftRule | null,
  zone: string,
  moved: WallShift | null = null,
): Draft {
  const now = wallShift(shift, zone);
  const at = moved ?? now;
  const repeats = repeatsOf(rule?.repeats ?? '', weekdayOf(now.day));
  return {
    ...at,
    of: shift,
    rule,
    // One that stands alone and is as its rule says is changed by changing that.
    scope: rule?.repeats === '' && !shift.changed ? 'all' : 'one',
    staff: shift.staff,
    repeats: shifted(repeats, daysBetween(now.day, at.day)),
    lastDay: rule?.last_day ?? '',
  };
}

// On another day the same weekday repeats, for as long as one has not chosen days by oneself.
export function onDay(draft: Draft, day: string): Draft {
  if (day === '' || draft.day === '') return { ...draft, day };
  const onlyItsOwn =
    draft.repeats.weekdays.length === 1 && draft.repeats.weekdays[0] === weekdayOf(draft.day);
  const repeats = onlyItsOwn ? shifted(draft.repeats, daysBetween(draft.day, day)) : draft.repeats;
  return { ...draft, day, repeats };
}

export type DraftFault = 'noWeekday' | 'lastBeforeFirst' | 'noLength';

export function faultOf(draft: Draft): DraftFault | null {
  if (draft.begins === draft.ends) return 'noLength';
  if (draft.scope === 'one') return null;
  const { every, weekdays } = draft.repeats;
  if (every === 'once') return null;
  if (every !== 'other' && weekdays.length === 0) return 'noWeekday';
  return draft.lastDay !== '' && draft.lastDay < draft.day ? 'lastBeforeFirst' : null;
}

function lastDayOf({ repeats, lastDay }: Draft): string | null {
  return repeats.every === 'once' || lastDay === '' ? null : lastDay;
}

export function ruleFrom(draft: Draft, line: string): NewRule {
  const { staff, day, begins, ends, repeats } = draft;
  return {
    line,
    staff,
    first_day: day,
    begins,
    ends,
    repeats: ruleOf(repeats),
    last_day: lastDayOf(draft),
  };
}

export function shiftChangeFrom({ staff, day, begins, ends }: Draft): ShiftChange {
  return { staff, day, begins, ends };
}

// From the shift that was chosen on; `was` is the day it was on.
export function ruleChangeFrom(draft: Draft, was: string): RuleChange {
  const { staff, day, begins, ends, repeats } = draft;
  return {
    from: day < was ? day : was,
    ...(day !== was && { first_day: day }),
    staff,
    begins,
    ends,
    repeats: ruleOf(repeats),
    last_day: lastDayOf(draft),
  };
}
