// Why a text failed, in the words of the person who looks.
import type { Text } from '../api/types';
import { t, type SentenceKey } from '../words';

type Why = Extract<SentenceKey, `sends.why.${string}`>;

// By the carrier's own code (gateway/carriers/twilio/errors.cpp).
const byCarrier: Record<string, Why> = {
  20003: 'sends.why.account',
  20404: 'sends.why.account',
  20429: 'sends.why.busy',
  21211: 'sends.why.notANumber',
  21212: 'sends.why.setup',
  21408: 'sends.why.country',
  21603: 'sends.why.ourFault',
  21604: 'sends.why.ourFault',
  21606: 'sends.why.setup',
  21609: 'sends.why.ourFault',
  21610: 'sends.why.optedOut',
  21611: 'sends.why.busy',
  21612: 'sends.why.noTexts',
  21614: 'sends.why.noTexts',
  21617: 'sends.why.tooLong',
  21620: 'sends.why.picture',
  21623: 'sends.why.picture',
  21703: 'sends.why.setup',
  30001: 'sends.why.busy',
  30002: 'sends.why.account',
  30003: 'sends.why.unreachable',
  30004: 'sends.why.blocked',
  30005: 'sends.why.notInUse',
  30006: 'sends.why.noTexts',
  30007: 'sends.why.filtered',
  30009: 'sends.why.partLost',
  30010: 'sends.why.limit',
  30011: 'sends.why.picture',
  30012: 'sends.why.late',
  30017: 'sends.why.busy',
  30018: 'sends.why.registration',
  30019: 'sends.why.picture',
  30022: 'sends.why.limit',
  30023: 'sends.why.limit',
  30027: 'sends.why.limit',
  30029: 'sends.why.ourFault',
  30030: 'sends.why.ourFault',
  30031: 'sends.why.ourFault',
  30032: 'sends.why.registration',
  30033: 'sends.why.registration',
  30034: 'sends.why.registration',
  30035: 'sends.why.setup',
};

// Where there is none: by the service's.
const byProblem: Record<string, Why> = {
  opted_out: 'sends.why.optedOut',
  carrier_busy: 'sends.why.busy',
  carrier_unreachable: 'sends.why.lostEachTime',
  store_damaged: 'sends.why.damaged',
  forgotten: 'sends.why.forgotten',
};

export function failureWords(error: Text['error']): string {
  const why = byCarrier[error?.carrier_code ?? ''] ?? byProblem[error?.code ?? ''];
  return t(why ?? 'sends.why.unexplained');
}

// Whether the same words to the same phone can end otherwise.
export function mayHelpToSendAgain(error: Text['error']): boolean {
  return !['opted_out', 'store_damaged', 'forgotten'].includes(error?.code ?? '');
}
