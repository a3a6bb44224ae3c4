// What happened to a conversation, as one quiet line of its thread.
import type { Happening } from '../api/types';
import { wholeDay } from './times';

type Sentence = (actor: string, happening: Happening) => string;

const someone = 'someone';
const toName = (happening: Happening) => happening.to_name ?? someone;

function returned(actor: string, happening: Happening): string {
  const from = happening.from_name ?? actor;
  return from === '' ? 'This went back to the queue' : `This went from ${from} back to the queue`;
}

function handedOff(actor: string, happening: Happening): string {
  const from = actor || (happening.from_name ?? '') || someone;
  return happening.to_name
    ? `${from} handed this to ${happening.to_name}`
    : `${from} handed this back to the queue`;
}

const flagWords: Record<string, string> = {
  worrying_words: 'Flagged: worrying words',
  opt_out_wish: 'Flagged: they may not want any more texts',
  too_often: 'Flagged: they came more often today than this line has in mind',
  machine: 'Flagged: this may be a machine that answers',
};

function flagged(actor: string, { flag_kind }: Happening): string {
  if (actor !== '') return `${actor} raised a flag`;
  return flagWords[flag_kind ?? ''] ?? 'A flag was raised';
}

function blocked(actor: string, { until }: Happening): string {
  const end = until === undefined ? '' : ` until ${wholeDay(until)}`;
  return `${actor || someone} blocked their texts${end}`;
}

const sentences: Record<string, Sentence> = {
  'conversation.started': () => 'A conversation began',
  'conversation.offered': (_, happening) => `Offered to ${toName(happening)}`,
  'conversation.accepted': (actor) => `${actor || someone} accepted`,
  'conversation.passed': (actor) => `${actor || someone} passed`,
  'conversation.lapsed': (_, happening) => `The offer to ${happening.from_name ?? someone} lapsed`,
  'conversation.claimed': (actor) => `${actor || someone} claimed this`,
  'conversation.handed_off': handedOff,
  'conversation.assigned': (actor, happening) =>
    `${actor || someone} assigned this to ${toName(happening)}`,
  'conversation.returned': returned,
  'conversation.rested': (actor) => `${actor || someone} will come back to this`,
  'conversation.woke': () => 'No longer resting',
  'conversation.nudged': () => 'They are waiting for an answer',
  'conversation.unanswered': (_, happening) =>
    `This waited long with ${happening.from_name ?? someone} and went back to the queue`,
  'conversation.quiet': () => 'Nobody has written for a while. Is this a good moment to close?',
  'wishes.changed': (actor) =>
    actor === '' ? 'They asked for someone in particular' : `${actor} noted what they wish for`,
  'automatic.held_back': () =>
    'Automatic replies are paused for an hour: a machine may be answering on the other side',
  'conversation.closed': (actor) => (actor === '' ? 'Closed' : `${actor} closed this`),
  'conversation.reopened': (actor) => (actor === '' ? 'Opened again' : `${actor} reopened this`),
  'flag.raised': flagged,
  'flag.cleared': (actor) => `${actor || 'Their STOP'} cleared a flag`,
  'thread.blocked': blocked,
  'thread.unblocked': (actor) => `${actor || someone} ended the block`,
  'texter.opted_out': (actor) =>
    actor === '' ? 'They opted out' : `${actor} opted them out, as they wished`,
  'texter.opted_in': () => 'They opted back in',
  'texter.forgotten': () => 'Forgotten: what was said is erased',
};

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

// Null for kinds of a newer service, which are not shown.
export function happeningWords(happening: Happening, actorName: string | null): string | null {
  const sentence = sentences[happening.kind];
  if (!sentence) return null;
  return capitalised(sentence(actorName ?? '', happening));
}
