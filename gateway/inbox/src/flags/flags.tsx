// The flags that stand on a conversation, over what one writes: what raised each, what the line
// tells whoever reads it, and what can be done about it.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { mayWith } from '../actions/may';
import { useAct } from '../actions/use_act';
import { actions } from '../api/calls';
import type { Conversation, Flag } from '../api/types';
import { Ask } from '../ask';
import { IconFlag } from '../icons';
import { useSignedIn } from '../session/session';
import { words } from '../words';
import classes from './flags.module.css';
import { NoteSheet } from './note_sheet';
import { isUrgent } from './urgent';

function headingOf(flag: Flag): string {
  switch (flag.kind) {
    case 'worrying_words':
      return flag.phrase === null ? words.flags.worryingErased : words.flags.worrying(flag.phrase);
    case 'opt_out_wish':
      return flag.phrase === null
        ? words.flags.optOutWishErased
        : words.flags.optOutWish(flag.phrase);
    case 'too_often':
      return words.flags.tooOften;
    case 'machine':
      return words.flags.machine;
    case 'by_hand':
      return words.flags.byHand(flag.by_name ?? words.people.peer);
    default:
      return words.flags.other;
  }
}

const leads: Record<string, string> = {
  opt_out_wish: words.flags.optOutLead,
  too_often: words.flags.tooOftenLead,
  machine: words.flags.machineLead,
};

function ClearFlag({ id, flag }: { id: string; flag: Flag }) {
  const act = useAct(id);
  const [asking, setAsking] = useState(false);
  const done = () => setAsking(false);
  const clear = (note: string) =>
    act.mutate(
      { act: () => actions.unflag(id, flag.id, note), done: words.notices.flagCleared },
      { onSuccess: done },
    );
  return (
    <>
      <Button
        variant="default"
        radius="xl"
        size="sm"
        aria-label={words.flags.clearName(headingOf(flag))}
        onClick={() => setAsking(true)}
      >
        {words.flags.clear}
      </Button>
      {asking && (
        <NoteSheet
          heading={words.flags.clearHeading}
          lead={headingOf(flag)}
          confirm={words.flags.clear}
          busy={act.isPending}
          onCancel={done}
          onConfirm={clear}
        />
      )}
    </>
  );
}

function OptOut({ conversation }: { conversation: Conversation }) {
  const act = useAct(conversation.id);
  const [asking, setAsking] = useState(false);
  const optOut = () => {
    setAsking(false);
    act.mutate({ act: () => actions.optOut(conversation.id), done: words.notices.optedOut });
  };
  return (
    <>
      <Button radius="xl" size="sm" loading={act.isPending} onClick={() => setAsking(true)}>
        {words.flags.optOut}
      </Button>
      {asking && (
        <Ask
          heading={words.flags.optOutHeading(conversation.texter.codename)}
          confirm={words.flags.optOut}
          stay={words.flags.stay}
          onConfirm={optOut}
          onStay={() => setAsking(false)}
        >
          {words.flags.optOutLead}
        </Ask>
      )}
    </>
  );
}

function OneFlag({ flag, conversation }: { flag: Flag; conversation: Conversation }) {
  const { me } = useSignedIn();
  // On a phone the first lines of the guidance, and all of it when asked for: there is little room
  // over the keyboard.
  const [whole, setWhole] = useState(false);
  const may = mayWith(conversation, me);
  const optOut = may.optOut && flag.kind === 'opt_out_wish';
  const lead = leads[flag.kind];
  const guided = flag.guidance !== '';
  return (
    <li
      className={classes.flag}
      data-testid="flag"
      data-urgent={isUrgent(flag.kind) || undefined}
    >
      <IconFlag size={20} aria-hidden="true" />
      <div className={classes.flagWords}>
        <strong dir="auto">{headingOf(flag)}</strong>
        {flag.note !== null && <p dir="auto">{flag.note}</p>}
        {lead !== undefined && <p>{lead}</p>}
        {guided && (
          <p className={classes.guidance} data-whole={whole || undefined}>
            {flag.guidance}
          </p>
        )}
      </div>
      {(guided || may.unflag || optOut) && (
        <div className={classes.flagActs}>
          {guided && (
            <button
              type="button"
              className={classes.more}
              aria-expanded={whole}
              onClick={() => setWhole(!whole)}
            >
              {whole ? words.flags.less : words.flags.more}
            </button>
          )}
          {optOut && <OptOut conversation={conversation} />}
          {may.unflag && <ClearFlag id={conversation.id} flag={flag} />}
        </div>
      )}
    </li>
  );
}

export function Flags({ conversation }: { conversation: Conversation }) {
  if (conversation.flags.length === 0 || conversation.state === 'closed') return null;
  return (
    <ul className={classes.flags} aria-label={words.flags.label} aria-live="polite">
      {conversation.flags.map((flag) => (
        <OneFlag key={flag.id} flag={flag} conversation={conversation} />
      ))}
    </ul>
  );
}
