// What happened, as one plain sentence.
import { t } from '../words';
import type { Happened } from '../api/activity';
import { wholeDay } from '../words/times';

// What sentences are made of; names that are not known are "someone".
interface Told {
  actor: string | null;
  codename: string;
  line: string;
  staff: string;
  from: string | null;
  to: string | null;
  data: Record<string, unknown>;
}

type Sentence = (told: Told) => string;

const or = (name: string | null) => name ?? t('activity.someone');
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

const by = ({ actor, codename, line, staff }: Told) => ({
  actor: or(actor),
  codename,
  line,
  staff,
});

const conversations = {
  'conversation.started': (o) => t('activity.kinds.started', { codename: o.codename }),
  'conversation.offered': ({ codename, to }) =>
    t('activity.kinds.offered', { codename, to: or(to) }),
  'conversation.accepted': (o) => t('activity.kinds.accepted', by(o)),
  'conversation.passed': (o) => t('activity.kinds.passed', by(o)),
  'conversation.lapsed': ({ codename, from }) =>
    t('activity.kinds.lapsed', { codename, from: or(from) }),
  'conversation.claimed': (o) => t('activity.kinds.claimed', by(o)),
  'conversation.handed_off': ({ actor, codename, from, to }) =>
    to === null
      ? t('activity.kinds.handedBack', { from: or(from ?? actor), codename })
      : t('activity.kinds.handedOff', { from: or(from ?? actor), codename, to }),
  'conversation.assigned': ({ actor, codename, to }) =>
    actor === null
      ? t('activity.kinds.given', { codename, to: or(to) })
      : t('activity.kinds.assigned', { actor, codename, to: or(to) }),
  'conversation.returned': ({ actor, codename, from }) => {
    if (actor === null || actor === from) {
      return from === null
        ? t('activity.kinds.returned', { codename })
        : t('activity.kinds.returnedFrom', { codename, from });
    }
    return from === null
      ? t('activity.kinds.returnedBy', { actor, codename })
      : t('activity.kinds.returnedFromBy', { actor, codename, from });
  },
  'conversation.rested': (o) => t('activity.kinds.rested', by(o)),
  'conversation.woke': ({ codename }) => t('activity.kinds.woke', { codename }),
  'conversation.nudged': ({ codename, data }) =>
    t('activity.kinds.nudged', { codename, owner: or(text(data['owner_name'])) }),
  'conversation.unanswered': ({ codename, from }) =>
    t('activity.kinds.unanswered', { codename, from: or(from) }),
  'conversation.quiet': ({ codename }) => t('activity.kinds.quiet', { codename }),
  'wishes.changed': ({ actor, codename }) =>
    actor === null
      ? t('activity.kinds.wishesTold', { codename })
      : t('activity.kinds.wishesNoted', { actor, codename }),
  'conversation.closed': ({ actor, codename }) =>
    actor === null
      ? t('activity.kinds.closed', { codename })
      : t('activity.kinds.closedBy', { actor, codename }),
  'conversation.reopened': ({ actor, codename }) =>
    actor === null
      ? t('activity.kinds.reopened', { codename })
      : t('activity.kinds.reopenedBy', { actor, codename }),
  'flag.raised': ({ actor, codename }) =>
    actor === null
      ? t('activity.kinds.flagRaised', { codename })
      : t('activity.kinds.flagRaisedBy', { actor, codename }),
  'flag.cleared': ({ actor, codename }) =>
    actor === null
      ? t('activity.kinds.flagCleared', { codename })
      : t('activity.kinds.flagClearedBy', { actor, codename }),
  'thread.blocked': (o) => {
    const until = text(o.data['until']);
    return until === null
      ? t('activity.kinds.blocked', by(o))
      : t('activity.kinds.blockedUntil', { ...by(o), until: wholeDay(until) });
  },
  'thread.unblocked': (o) => t('activity.kinds.unblocked', by(o)),
  'automatic.held_back': ({ codename }) => t('activity.kinds.heldBack', { codename }),
} satisfies Record<string, Sentence>;

const statuses = ['queued', 'sending', 'sent', 'delivered', 'failed', 'unknown'] as const;

const texts = {
  'text.received': ({ codename }) => t('activity.kinds.textReceived', { codename }),
  'text.came_again': ({ codename }) => t('activity.kinds.textCameAgain', { codename }),
  'text.queued': ({ actor, codename }) =>
    actor === null
      ? t('activity.kinds.textQueuedByLine', { codename })
      : t('activity.kinds.textQueued', { actor, codename }),
  'text.status': ({ codename, data }) => {
    const status = statuses.find((each) => each === data['status']) ?? 'unknown';
    return t(`activity.kinds.textStatus.${status}`, { codename });
  },
  'text.decided': (o) => t('activity.kinds.textDecided', by(o)),
  'note.added': (o) => t('activity.kinds.noteAdded', by(o)),
} satisfies Record<string, Sentence>;

const numbers = {
  'number.revealed': (o) => t('activity.kinds.numberRevealed', by(o)),
} satisfies Record<string, Sentence>;

const fields = ['name', 'role', 'languages', 'experiences', 'lines', 'capacity'] as const;
const roles = ['peer', 'coordinator', 'administrator'] as const;

const accounts = {
  'staff.invited': (o) => {
    const role = roles.find((each) => each === o.data['role']) ?? 'peer';
    return t('activity.kinds.staffInvited', { actor: or(o.actor), role: t(`people.${role}`) });
  },
  'staff.invitation_withdrawn': (o) => t('activity.kinds.invitationWithdrawn', by(o)),
  'staff.added': ({ staff, from }) =>
    from === null
      ? t('activity.kinds.staffAdded', { staff })
      : t('activity.kinds.staffJoined', { staff, from }),
  'staff.changed': (o) => {
    const changed = fields.filter((field) => strings(o.data['changed']).includes(field));
    const what = changed.map((field) => t(`activity.changed.${field}`)).join(', ');
    return t('activity.kinds.staffChanged', { ...by(o), what });
  },
  'staff.disabled': ({ actor, staff }) =>
    actor === null || actor === staff
      ? t('activity.kinds.staffDisabled', { staff })
      : t('activity.kinds.staffDisabledBy', { actor, staff }),
  'staff.enabled': (o) => t('activity.kinds.staffEnabled', by(o)),
  'staff.reset': (o) => t('activity.kinds.staffReset', by(o)),
  'password.set': ({ staff }) => t('activity.kinds.passwordSet', { staff }),
  'token.made': ({ staff }) => t('activity.kinds.tokenMade', { staff }),
  'phone.set': ({ staff }) => t('activity.kinds.phoneSet', { staff }),
  'phone.removed': ({ staff }) => t('activity.kinds.phoneRemoved', { staff }),
  signed_in: ({ staff }) => t('activity.kinds.signedIn', { staff }),
  signed_out: ({ staff }) => t('activity.kinds.signedOut', { staff }),
} satisfies Record<string, Sentence>;

const lines = {
  'line.switched': (o) => {
    const until = text(o.data['until']);
    if (until === null) return t('activity.kinds.lineOpened', by(o));
    const when = { ...by(o), until: wholeDay(until) };
    return o.data['state'] === 'closed'
      ? t('activity.kinds.lineClosed', when)
      : t('activity.kinds.lineShort', when);
  },
  'line.changed': (o) => {
    const day = text(o.data['day']);
    return day === null
      ? t('activity.kinds.lineWaits', by(o))
      : t('activity.kinds.lineDay', { ...by(o), day });
  },
  'flags.changed': (o) => t('activity.kinds.flagsChanged', by(o)),
  'wording.changed': (o) => t('activity.kinds.wordingChanged', by(o)),
  'snippets.changed': (o) => t('activity.kinds.snippetsChanged', by(o)),
  'experiences.changed': (o) => t('activity.kinds.experiencesChanged', by(o)),
} satisfies Record<string, Sentence>;

function presence({ actor, staff, data }: Told): string {
  if (data['by_lapses'] === true) return t('activity.kinds.presenceByLapses', { staff });
  if (data['by_shift_end'] === true) return t('activity.kinds.presenceByShift', { staff });
  if (actor !== null && actor !== staff) return t('activity.kinds.presenceBy', { actor, staff });
  const now = (['on', 'break', 'off'] as const).find((each) => each === data['presence']);
  return t(`activity.kinds.presence.${now ?? 'off'}`, { staff });
}

const shifts = {
  'presence.changed': presence,
  'rota.changed': (o) => t('activity.kinds.rotaChanged', by(o)),
  'rota.uncovered': ({ line, data }) =>
    t('activity.kinds.rotaUncovered', { line, count: count(data['count']) }),
  'rota.feed_made': (o) => t('activity.kinds.feedMade', by(o)),
  'shift.taken': (o) => t('activity.kinds.shiftTaken', by(o)),
  'shift.reminder': (o) => t('activity.kinds.shiftReminder', by(o)),
  'shift.ending': ({ staff }) => t('activity.kinds.shiftEnding', { staff }),
  'shift.ended': ({ staff }) => t('activity.kinds.shiftEnded', { staff }),
  'swap.asked': (o) => t('activity.kinds.swapAsked', { actor: or(o.actor), to: or(o.to) }),
  'swap.accepted': (o) => t('activity.kinds.swapAccepted', by(o)),
  'swap.approved': (o) => t('activity.kinds.swapApproved', by(o)),
  'swap.declined': (o) => t('activity.kinds.swapDeclined', by(o)),
} satisfies Record<string, Sentence>;

const calls = {
  'page.sent': ({ to, line }) =>
    to === null
      ? t('activity.kinds.pageSentNobody', { line })
      : t('activity.kinds.pageSent', { to, line }),
  'page.escalated': ({ to, line }) => t('activity.kinds.pageEscalated', { to: or(to), line }),
  'page.acknowledged': (o) => t('activity.kinds.pageAcknowledged', by(o)),
  'on_call.set': (o) => {
    const names = strings(o.data['on_call_names']).join(', ');
    return names === ''
      ? t('activity.kinds.onCallNobody', by(o))
      : t('activity.kinds.onCallSet', { ...by(o), names });
  },
  'staff.texted': ({ staff }) => t('activity.kinds.staffTexted', { staff }),
} satisfies Record<string, Sentence>;

const privacy = {
  'texter.opted_out': ({ actor, codename }) =>
    actor === null
      ? t('activity.kinds.optedOut', { codename })
      : t('activity.kinds.optedOutBy', { actor, codename }),
  'texter.opted_in': ({ codename }) => t('activity.kinds.optedIn', { codename }),
  'texter.forgotten': ({ codename }) => t('activity.kinds.forgotten', { codename }),
  'retention.applied': ({ line, data }) =>
    t('activity.kinds.retention', {
      line,
      texts: count(data['texts']),
      media: count(data['media']),
    }),
  'data.exported': ({ data }) =>
    text(data['texter']) === null ? t('activity.kinds.exported') : t('activity.kinds.exportedOne'),
} satisfies Record<string, Sentence>;

// What the page is narrowed to, by name.
export const groups = {
  conversations,
  texts,
  numbers,
  accounts,
  lines,
  shifts,
  calls,
  privacy,
} satisfies Record<string, Record<string, Sentence>>;

const sentences = Object.values(groups).reduce<Record<string, Sentence>>(
  (all, some) => ({ ...all, ...some }),
  {},
);

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

// `lineName`: of its line, where it is of one.
export function sentenceOf(happened: Happened, lineName: string | null): string {
  const { kind, actor_name, codename, data } = happened;
  const sentence = sentences[kind];
  if (!sentence) return t('activity.kinds.other', { kind });
  return capitalised(
    sentence({
      actor: actor_name,
      codename: or(codename),
      line: lineName ?? t('activity.theLine'),
      staff: or(text(data['staff_name'])),
      from: text(data['from_name']),
      to: text(data['to_name']),
      data,
    }),
  );
}
