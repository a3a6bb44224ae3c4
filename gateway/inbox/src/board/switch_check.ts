// What is wrong with a switch of a line before it is sent.
import type { LineSwitch } from '../api/board';
import { faultOf, type Fault, type Rules } from '../wording/check';
import { momentOf } from '../zone';

type SwitchedTo = LineSwitch['state'];

const charactersMax = 1600;
// What the line fills in (routing/line.cpp): only of a closed one it is known when it opens.
const rules: Record<SwitchedTo, Rules> = {
  closed: { placeholders: ['{opens}', '{line}'], required: [], charactersMax },
  'short-staffed': { placeholders: ['{line}'], required: [], charactersMax },
};

export const rulesFor = (state: SwitchedTo): Rules => rules[state];

// Left empty they are no fault: texters get the usual ones.
export function wordsFault(words: string, state: SwitchedTo): Fault | null {
  return words.trim() === '' ? null : faultOf(words, rules[state]);
}

// `until` as a clock on the wall of the line's zone shows it.
export function isPast(until: string, zone: string, now: Date): boolean {
  return momentOf(until, zone) <= now;
}
