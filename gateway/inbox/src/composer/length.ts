import { words } from '../words';

export const lengthLimit = 1600;
const shownFrom = 1400;

// Said once the limit comes near; null before.
export function lengthWords(draft: string): string | null {
  if (draft.length > lengthLimit) return words.composer.tooLong(draft.length - lengthLimit);
  return draft.length >= shownFrom ? words.composer.left(lengthLimit - draft.length) : null;
}
