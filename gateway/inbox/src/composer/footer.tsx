// What lies below a thread: what is to be decided, why one can't write, or the composer.
import { useMemo, type ReactNode } from 'react';
import { Decision } from '../actions/decision';
import { useMay } from '../actions/use_may';
import type { Conversation, Staff } from '../api/types';
import { Flags } from '../flags/flags';
import { IconBan, IconHandStop, IconInfoCircle, IconMoon, type IconComponent } from '../icons';
import { useLineIsGone } from '../inbox/use_views';
import { useSignedIn } from '../session/session';
import { useNow } from '../use_now';
import { t } from '../words';
import { dayAndTime, wholeDay } from '../words/times';
import { Composer, type Moved, type WrittenIn } from './composer';
import classes from './composer.module.css';
import { useHasWords } from './use_draft';
import { Viewing } from './viewing';

const minuteMs = 60_000;

function Word({ icon: Icon, children }: { icon: IconComponent; children: ReactNode }) {
  return (
    <div className={classes.word} role="status">
      <Icon size={20} aria-hidden="true" />
      <span>{children}</span>
    </div>
  );
}

function OwnerWord({ conversation, me }: { conversation: Conversation; me: Staff }) {
  const may = useMay(conversation);
  const owned = conversation.state === 'open' || conversation.state === 'resting';
  if (!owned || conversation.owner === me.id) return null;
  const whose = conversation.owner_name
    ? t('composer.somebodyElses', { name: conversation.owner_name })
    : t('composer.nobodys');
  return (
    <Word icon={IconInfoCircle}>
      {whose} {may.reply && t('composer.mayStillWrite')}
    </Word>
  );
}

function Standing({ conversation, me }: { conversation: Conversation; me: Staff }) {
  const now = useNow(minuteMs);
  const lineIsGone = useLineIsGone(conversation.line);
  return (
    <>
      <Flags conversation={conversation} />
      {conversation.block && (
        <Word icon={IconBan}>
          {t('composer.blocked', { until: wholeDay(conversation.block.until) })}
        </Word>
      )}
      {conversation.opted_out && <Word icon={IconHandStop}>{t('composer.optedOut')}</Word>}
      {conversation.state === 'resting' && conversation.rest_until && (
        <Word icon={IconMoon}>
          {t('composer.resting', { until: dayAndTime(conversation.rest_until, now) })}
        </Word>
      )}
      <OwnerWord conversation={conversation} me={me} />
      {lineIsGone && conversation.state !== 'closed' ? (
        <Word icon={IconInfoCircle}>{t('composer.lineGone')}</Word>
      ) : (
        <Decision conversation={conversation} />
      )}
    </>
  );
}

function useWrittenIn(conversation: Conversation): WrittenIn {
  const { id, texter, line, language, owner, owner_name } = conversation;
  return useMemo(
    () => ({ id, texter, line, language, owner, owner_name }),
    [id, texter, line, language, owner, owner_name],
  );
}

interface FooterProps {
  conversation: Conversation;
  moved: Moved | null;
  lastTypedAt: { current: number };
}

export function Footer({ conversation, moved, lastTypedAt }: FooterProps) {
  const { me } = useSignedIn();
  const may = useMay(conversation);
  const isBegun = useHasWords(conversation.id);
  const writtenIn = useWrittenIn(conversation);
  return (
    <footer className={classes.footer}>
      {!moved && <Viewing conversation={conversation.id} />}
      {!moved && <Standing conversation={conversation} me={me} />}
      {(moved || may.reply || may.note || isBegun) && (
        <Composer
          key="composer"
          conversation={writtenIn}
          mayReply={may.reply}
          mayNote={may.note}
          moved={moved}
          lastTypedAt={lastTypedAt}
        />
      )}
    </footer>
  );
}
