import { t } from '../words';

export const lengthLimit = 1600;
const shownFrom = 1400;

// Said once the limit comes near; null before.
export function lengthWords(draft: string): string | null {
  if (draft.length > lengthLimit)
    return t('composer.tooLong', { count: draft.length - lengthLimit });
  return draft.length >= shownFrom
    ? t('composer.left', { count: lengthLimit - draft.length })
    : null;
}
