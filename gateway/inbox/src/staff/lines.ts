// The lines that somebody works, in a form and in words. One that the configuration no longer has
// may still be among theirs: it has no name any more.
import type { Line } from '../api/types';
import { t } from '../words';

type Named = Pick<Line, 'id' | 'name'>;

const isThere = (all: readonly Named[], wanted: string) => all.some(({ id }) => id === wanted);

// What may be chosen; empty where there is nothing to choose between, or it is not known yet.
export function lineChoices(all: readonly Named[], theirs: readonly string[]) {
  if (all.length === 0) return [];
  const former = theirs.filter((id) => !isThere(all, id));
  const choices = [
    ...all.map(({ id, name }) => ({ value: id, label: name })),
    ...former.map((id) => ({ value: id, label: t('staff.formerLine') })),
  ];
  return choices.length > 1 ? choices : [];
}

// What is to be kept: a former line goes with the first change. All of them gone would mean every
// line, which is for whoever chooses to say.
export function linesToKeep(all: readonly Named[], before: string[], chosen: string[]): string[] {
  if (chosen.join() === before.join()) return before;
  const there = chosen.filter((id) => isThere(all, id));
  return there.length === 0 && chosen.length > 0 ? before : there;
}

// Empty where there is only one line to work.
export function linesInWords(all: readonly Named[], theirs: readonly string[]): string {
  if (lineChoices(all, theirs).length === 0) return '';
  if (theirs.length === 0) return t('staff.everyLine');
  const names = all.filter(({ id }) => theirs.includes(id)).map(({ name }) => name);
  return names.join(', ') || t('staff.noLine');
}
