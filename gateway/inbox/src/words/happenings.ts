// What happened to a conversation, as one quiet line of its thread.
import { t } from '.';
import type { Happening } from '../api/types';
import { wholeDay } from './times';

// `actor`: their name; '' where the line or the texter did it.
type Sentence = (actor: string, happening: Happening) => string;

const or = (name: string | null | undefined) => name || t('common.someone');
const toName = (happening: Happening) => or(happening.to_name);

function returned(actor: string, happening: Happening): string {
  const from = happening.from_name ?? actor;
  return from === '' ? t('happenings.returned') : t('happenings.returnedFrom', { from });
}

function handedOff(actor: string, happening: Happening): string {
  const from = or(actor || happening.from_name);
  return happening.to_name
    ? t('happenings.handedOff', { from, to: happening.to_name })
    : t('happenings.handedBack', { from });
}

type FlagKind = 'worrying_words' | 'opt_out_wish' | 'too_often' | 'machine';
const flagKinds: readonly (string | null | undefined)[] = [
  'worrying_words',
  'opt_out_wish',
  'too_often',
  'machine',
] satisfies FlagKind[];

function flagged(actor: string, { flag_kind }: Happening): string {
  if (actor !== '') return t('happenings.flagRaisedBy', { actor });
  if (!flagKinds.includes(flag_kind)) return t('happenings.flagRaised');
  return t(`happenings.flag.${flag_kind as FlagKind}`);
}

function blocked(actor: string, { until }: Happening): string {
  return until === undefined
    ? t('happenings.blocked', { actor: or(actor) })
    : t('happenings.blockedUntil', { actor: or(actor), until: wholeDay(until) });
}

const sentences: Record<string, Sentence> = {
  'conversation.started': () => t('happenings.started'),
  'conversation.offered': (_, happening) => t('happenings.offered', { to: toName(happening) }),
  'conversation.accepted': (actor) => t('happenings.accepted', { actor: or(actor) }),
  'conversation.passed': (actor) => t('happenings.passed', { actor: or(actor) }),
  'conversation.lapsed': (_, { from_name }) => t('happenings.lapsed', { from: or(from_name) }),
  'conversation.claimed': (actor) => t('happenings.claimed', { actor: or(actor) }),
  'conversation.handed_off': handedOff,
  'conversation.assigned': (actor, happening) =>
    t('happenings.assigned', { actor: or(actor), to: toName(happening) }),
  'conversation.returned': returned,
  'conversation.rested': (actor) => t('happenings.rested', { actor: or(actor) }),
  'conversation.woke': () => t('happenings.woke'),
  'conversation.nudged': () => t('happenings.nudged'),
  'conversation.unanswered': (_, { from_name }) =>
    t('happenings.unanswered', { from: or(from_name) }),
  'conversation.quiet': () => t('happenings.quiet'),
  'wishes.changed': (actor) =>
    actor === '' ? t('happenings.wishesTold') : t('happenings.wishesNoted', { actor }),
  'automatic.held_back': () => t('happenings.heldBack'),
  'conversation.closed': (actor) =>
    actor === '' ? t('happenings.closed') : t('happenings.closedBy', { actor }),
  'conversation.reopened': (actor) =>
    actor === '' ? t('happenings.reopened') : t('happenings.reopenedBy', { actor }),
  'flag.raised': flagged,
  'flag.cleared': (actor) =>
    actor === '' ? t('happenings.flagCleared') : t('happenings.flagClearedBy', { actor }),
  'thread.blocked': blocked,
  'thread.unblocked': (actor) => t('happenings.unblocked', { actor: or(actor) }),
  'text.came_again': () => t('happenings.cameAgain'),
  'text.decided': (actor, { decision }) =>
    decision === 'again'
      ? t('happenings.sentAgain', { actor: or(actor) })
      : t('happenings.left', { actor: or(actor) }),
  'texter.opted_out': (actor) =>
    actor === '' ? t('happenings.optedOut') : t('happenings.optedOutBy', { actor }),
  'texter.opted_in': () => t('happenings.optedIn'),
  'number.revealed': (actor) => t('happenings.numberRevealed', { actor: or(actor) }),
  'texter.forgotten': () => t('happenings.forgotten'),
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
