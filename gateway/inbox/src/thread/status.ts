// How a text out stands, in words.
import type { Text, TextStatus } from '../api/types';
import { t } from '../words';

export interface Standing {
  status: TextStatus;
  short: string;
  // What went wrong and what to do; null while all is well.
  trouble: string | null;
}

function withEnd(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

export function standingOf(text: Pick<Text, 'status' | 'error'>): Standing | null {
  const status = text.status;
  if (status === null) return null;
  switch (status) {
    case 'received':
    case 'queued':
    case 'sending':
    case 'sent':
    case 'delivered':
      return { status, short: t(`status.${status}`), trouble: null };
    case 'failed':
      return {
        status,
        short: t('status.failed'),
        trouble: text.error ? withEnd(text.error.words) : t('status.failedNoReason'),
      };
    case 'unknown':
      return { status, short: t('status.unknownShort'), trouble: t('status.unknown') };
  }
}
