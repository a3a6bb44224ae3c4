// What the page shows of all that happened.
import type { Narrowed } from '../api/activity';
import { groups } from './sentences';

export type Group = 'acts' | 'all' | keyof typeof groups;
export const groupNames = ['acts', 'all', ...Object.keys(groups)] as Group[];

const kindsOf = (group: keyof typeof groups): string[] => Object.keys(groups[group]);

// Texts come by the thousand, and stand in their threads.
const acts = Object.keys(groups)
  .filter((group) => group !== 'texts')
  .flatMap((group) => kindsOf(group as keyof typeof groups));

export interface Chosen {
  group: Group;
  actor: string | null;
  line: string | null;
  conversation: string | null;
  from: string; // days as inputs give them: "2026-11-22"; '': any
  to: string;
}

export const nothingChosen: Chosen = {
  group: 'acts',
  actor: null,
  line: null,
  conversation: null,
  from: '',
  to: '',
};

function kindsIn(group: Group): string[] {
  if (group === 'all') return [];
  return group === 'acts' ? acts : kindsOf(group);
}

// The first moment of that day, or of one `later` days after it, where the person is.
function moment(day: string, later: number): string | null {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return null;
  return new Date(year, month - 1, date + later).toISOString();
}

export function narrowed(chosen: Chosen): Narrowed {
  return {
    kinds: kindsIn(chosen.group),
    actor: chosen.actor,
    line: chosen.line,
    conversation: chosen.conversation,
    from: moment(chosen.from, 0),
    to: moment(chosen.to, 1),
  };
}
