// The flags that stand on a conversation, over what one writes: what raised each, what the line
// tells whoever reads it, and what can be done about it.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../actions/use_may';
import { useAct } from '../actions/use_act';
import { actions } from '../api/calls';
import type { Conversation, Flag } from '../api/types';
import { IconFlag } from '../icons';
import { useVeil } from '../settings/veil';
import { t } from '../words';
import classes from './flags.module.css';
import { NoteSheet } from './note_sheet';
import { OptOut } from './opt_out';
import { isUrgent } from './urgent';

function headingOf(flag: Flag): string {
  switch (flag.kind) {
    case 'worrying_words':
      return flag.phrase === null
        ? t('flags.worryingErased')
        : t('flags.worrying', { phrase: flag.phrase });
    case 'opt_out_wish':
      return flag.phrase === null
        ? t('flags.optOutWishErased')
        : t('flags.optOutWish', { phrase: flag.phrase });
    case 'too_often':
      return t('flags.tooOften');
    case 'machine':
      return t('flags.machine');
    case 'by_hand':
      return t('flags.byHand', { name: flag.by_name ?? t('people.peer') });
    default:
      return t('flags.other');
  }
}

// Stands in a heading for the phrase that the texter said.
const gap = '\uFFFC';

// With that phrase covered in calm mode, and what it is about in plain sight.
function Heading({ flag }: { flag: Flag }) {
  const veil = useVeil();
  if (flag.phrase === null) return headingOf(flag);
  const [before, after] = headingOf({ ...flag, phrase: gap }).split(gap);
  if (after === undefined) return before;
  return (
    <>
      {before}
      <span {...veil}>{flag.phrase}</span>
      {after}
    </>
  );
}

function leadOf({ kind }: Flag): string | null {
  switch (kind) {
    case 'opt_out_wish':
    case 'too_often':
    case 'machine':
      return t(`flags.lead.${kind}`);
    default:
      return null;
  }
}

function ClearFlag({ id, flag }: { id: string; flag: Flag }) {
  const act = useAct(id);
  const [asking, setAsking] = useState(false);
  const done = () => setAsking(false);
  const clear = (note: string) =>
    act.mutate(
      { act: () => actions.unflag(id, flag.id, note), done: t('notices.flagCleared') },
      { onSuccess: done },
    );
  return (
    <>
      <Button
        variant="default"
        radius="xl"
        size="sm"
        aria-label={t('flags.clearName', { flag: headingOf(flag) })}
        onClick={() => setAsking(true)}
      >
        {t('flags.clear')}
      </Button>
      {asking && (
        <NoteSheet
          heading={t('flags.clearHeading')}
          lead={<Heading flag={flag} />}
          confirm={t('flags.clear')}
          busy={act.isPending}
          onCancel={done}
          onConfirm={clear}
        />
      )}
    </>
  );
}

function OneFlag({ flag, conversation }: { flag: Flag; conversation: Conversation }) {
  const veil = useVeil();
  // On a phone the first lines of the guidance, and all of it when asked for: there is little room
  // over the keyboard.
  const [whole, setWhole] = useState(false);
  const may = useMay(conversation);
  const optOut = may.optOut && flag.kind === 'opt_out_wish';
  const lead = leadOf(flag);
  const guided = flag.guidance !== '';
  return (
    <li className={classes.flag} data-testid="flag" data-urgent={isUrgent(flag.kind) || undefined}>
      <IconFlag size={20} aria-hidden="true" />
      <div className={classes.flagWords}>
        <strong dir="auto">
          <Heading flag={flag} />
        </strong>
        {flag.note !== null && (
          <p dir="auto" {...veil}>
            {flag.note}
          </p>
        )}
        {lead !== null && <p>{lead}</p>}
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
              {whole ? t('flags.less') : t('flags.more')}
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
    <ul className={classes.flags} aria-label={t('flags.label')} aria-live="polite">
      {conversation.flags.map((flag) => (
        <OneFlag key={flag.id} flag={flag} conversation={conversation} />
      ))}
    </ul>
  );
}
