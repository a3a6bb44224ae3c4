// Why something did not happen, in words for the person who tried.
import { t } from '.';
import type { Problem } from '../api/problem';
import { en } from './en';

type PlainCode = keyof typeof en.problems.plain;

const isPlain = (code: string): code is PlainCode => code in en.problems.plain;

function tooManyTries(seconds: number | null): string {
  if (seconds === null) return t('problems.tooManyTries');
  if (seconds < 90) return t('problems.tooManyTriesSeconds', { count: Math.ceil(seconds) });
  return t('problems.tooManyTriesMinutes', { count: Math.ceil(seconds / 60) });
}

// `codename`: whose conversation it is about, where the reader may be looking at another one by now.
export function problemWords(
  problem: Problem,
  codename: string = t('problems.thisConversation'),
): string {
  const name = problem.ownerName ?? t('problems.somebodyElse');
  switch (problem.code) {
    case 'already_claimed':
      return t('problems.alreadyClaimed', { name, codename });
    case 'not_owner':
      return t('problems.notOwner', { name });
    case 'shift_taken':
      return t('problems.shiftTaken', { name });
    case 'too_many_tries':
      return tooManyTries(problem.retryAfterSeconds);
    default:
      return isPlain(problem.code) ? t(`problems.plain.${problem.code}`) : t('problems.other');
  }
}
