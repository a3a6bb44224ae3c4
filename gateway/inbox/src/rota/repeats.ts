// How often a shift repeats, as the form has it and as the service keeps it (RFC 5545).

export type Every = 'once' | 'week' | 'two weeks' | 'other';

export interface Repeats {
  every: Every;
  // From Sunday (0) on.
  weekdays: number[];
  // What the form has no fields for, as it was written.
  rule: string;
}

const names = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
export const fromMonday = [1, 2, 3, 4, 5, 6, 0] as const;

function partsOf(rule: string): Map<string, string> {
  return new Map(
    rule.split(';').map((part) => {
      const [name = '', value = ''] = part.split('=');
      return [name, value];
    }),
  );
}

// `weekday`: the one on which it begins, for a rule that names none.
export function repeatsOf(rule: string, weekday: number): Repeats {
  if (rule === '') return { every: 'once', weekdays: [weekday], rule };
  const other: Repeats = { every: 'other', weekdays: [weekday], rule };
  const parts = partsOf(rule);
  const freq = parts.get('FREQ');
  const interval = parts.get('INTERVAL') ?? '1';
  const known = [...parts.keys()].every((name) => ['FREQ', 'INTERVAL', 'BYDAY', 'WKST'].includes(name));
  if (!known || !['1', '2'].includes(interval)) return other;
  if (freq === 'DAILY' && interval === '1' && !parts.has('BYDAY')) {
    return { every: 'week', weekdays: [0, 1, 2, 3, 4, 5, 6], rule };
  }
  if (freq !== 'WEEKLY') return other;
  const listed = parts.get('BYDAY')?.split(',') ?? [names[weekday] ?? ''];
  const weekdays = listed.map((name) => names.indexOf(name)).sort();
  if (weekdays.includes(-1)) return other;
  return { every: interval === '1' ? 'week' : 'two weeks', weekdays, rule };
}

export function ruleOf({ every, weekdays, rule }: Repeats): string {
  if (every === 'once') return '';
  if (every === 'other') return rule;
  const days = fromMonday.filter((day) => weekdays.includes(day)).map((day) => names[day]);
  const interval = every === 'two weeks' ? ';INTERVAL=2' : '';
  return `FREQ=WEEKLY${interval};BYDAY=${days.join(',')}`;
}

// The same, moved by so many days: Monday's is Tuesday's then.
export function shifted(repeats: Repeats, days: number): Repeats {
  if (repeats.every === 'other') return repeats;
  const weekdays = repeats.weekdays.map((day) => (((day + days) % 7) + 7) % 7).sort();
  return { ...repeats, weekdays };
}
