import { t } from '../words';
import type { Fault, Rules } from './check';

// What is wrong, for whoever writes.
export function faultWords(fault: Fault, { placeholders }: Rules): string {
  switch (fault.kind) {
    case 'empty':
      return t('wording.faults.empty');
    case 'tooLong':
      return t('wording.faults.tooLong', { count: fault.by });
    case 'unknown': {
      const { placeholder } = fault;
      return placeholders.length === 0
        ? t('wording.faults.unknownAtAll', { placeholder })
        : t('wording.faults.unknown', { placeholder, all: placeholders.join(', ') });
    }
    case 'missing':
      return t('wording.faults.missing', { placeholder: fault.placeholder });
    case 'missingWord':
      return t('wording.faults.missingWord', { placeholder: fault.word });
  }
}
