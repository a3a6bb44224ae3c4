// How a text out stands, in words.
import type { Text, TextStatus } from '../api/types';
import { words } from '../words';

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
      return { status, short: words.status[status], trouble: null };
    case 'failed':
      return {
        status,
        short: words.status.failed,
        trouble: text.error ? withEnd(text.error.words) : words.status.failedNoReason,
      };
    case 'unknown':
      return { status, short: words.status.unknownShort, trouble: words.status.unknown };
  }
}
