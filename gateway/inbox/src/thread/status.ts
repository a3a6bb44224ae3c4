// How a text out stands, in words.
import type { Text, TextStatus } from '../api/types';
import { t } from '../words';
import { failureWords } from './failure';

export interface Standing {
  status: TextStatus;
  short: string;
  // What went wrong and what to do; null while all is well, and once somebody has decided.
  trouble: string | null;
  // What was decided.
  decided: string | null;
}

function troubleOf({ status, error }: Pick<Text, 'status' | 'error'>): string | null {
  if (status === 'failed') return failureWords(error);
  return status === 'unknown' ? t('sends.unknown') : null;
}

export function standingOf(text: Pick<Text, 'status' | 'error' | 'decision'>): Standing | null {
  const { status, decision } = text;
  if (status === null) return null;
  const short = status === 'unknown' ? t('status.unknownShort') : t(`status.${status}`);
  const trouble = troubleOf(text);
  if (trouble === null || decision === null) return { status, short, trouble, decided: null };
  const decided = decision.again === null ? t('sends.left') : t('sends.sentAgain');
  return { status, short, trouble: null, decided };
}
