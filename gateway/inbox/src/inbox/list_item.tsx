import { memo } from 'react';
import type { Conversation, Staff, View } from '../api/types';
import { useDraftWords, useHasFailed } from '../composer/use_draft';
import { Link } from '../link';
import { Face } from '../people/face';
import { paths } from '../route';
import { useSignedIn } from '../session/session';
import { useVeil } from '../settings/veil';
import { useNow } from '../use_now';
import { t } from '../words';
import { dayAndTime, shortTime, span } from '../words/times';
import { CountdownRing } from './countdown_ring';
import classes from './inbox.module.css';
import { useLines } from './use_views';

const minuteMs = 30_000;

function preview(conversation: Conversation): string {
  const last = conversation.last_text;
  if (!last) return '';
  if (last.erased) return t('list.erased');
  const said = last.preview === '' ? t('list.picture') : last.preview;
  return last.direction === 'out' ? t('list.sent', { preview: said }) : said;
}

function Badges({ conversation }: { conversation: Conversation }) {
  const hasFailed = useHasFailed(conversation.id);
  return (
    <>
      {hasFailed && <span className={classes.notSent}>{t('list.notSent')}</span>}
      {conversation.urgent && <span className={classes.urgent}>{t('list.urgent')}</span>}
      {conversation.block && <span className={classes.badge}>{t('list.blocked')}</span>}
      {conversation.opted_out && <span className={classes.badge}>{t('list.optedOut')}</span>}
      {conversation.returned && conversation.state !== 'closed' && (
        <span className={classes.badge}>{t('list.returned')}</span>
      )}
    </>
  );
}

// The second quiet line: who has it, to whom it is offered, how long it waits, until when it rests.
function standing(conversation: Conversation, view: View, me: Staff, now: Date): string {
  if (conversation.state === 'resting' && conversation.rest_until) {
    return t('list.resting', { until: dayAndTime(conversation.rest_until, now) });
  }
  const parts: string[] = [];
  if ((view === 'open' || view === 'closed') && conversation.owner_name) {
    parts.push(t('list.owner', { name: conversation.owner_name }));
  }
  if (view === 'offered' && conversation.offered_to !== me.id && conversation.offered_to_name) {
    parts.push(t('list.offeredTo', { name: conversation.offered_to_name }));
  }
  if (conversation.waiting_since && conversation.state !== 'closed') {
    parts.push(t('list.waitingFor', { span: span(conversation.waiting_since, now) }));
  }
  return parts.join(' · ');
}

interface ListItemProps {
  conversation: Conversation;
  view: View;
  chosen: boolean;
}

function Corner({ conversation, view, now }: Omit<ListItemProps, 'chosen'> & { now: Date }) {
  const lines = useLines();
  const line = lines.find(({ id }) => id === conversation.line);
  if (view === 'offered' && conversation.offer_expires_at) {
    const offerSeconds = line?.timing['offer'] ?? null;
    return <CountdownRing expiresAt={conversation.offer_expires_at} offerSeconds={offerSeconds} />;
  }
  return (
    <span className={classes.corner}>
      {conversation.last_text && <time>{shortTime(conversation.last_text.at, now)}</time>}
      {conversation.unread > 0 && (
        <span
          className={classes.unread}
          aria-label={t('list.unread', { count: conversation.unread })}
        >
          {conversation.unread}
        </span>
      )}
    </span>
  );
}

export const ListItem = memo(function ListItem({ conversation, view, chosen }: ListItemProps) {
  const now = useNow(minuteMs);
  const { me } = useSignedIn();
  const quiet = standing(conversation, view, me, now);
  const veil = useVeil(false);
  const drafted = useDraftWords(conversation.id, 'text').trim();
  return (
    <li>
      <Link
        href={paths.conversation(conversation.id)}
        className={classes.item}
        data-unread={conversation.unread > 0 || undefined}
        aria-current={chosen ? 'page' : undefined}
        data-walk
      >
        <Face name={conversation.texter.codename} size={44} />
        <span className={classes.itemWords}>
          <span className={classes.itemName}>
            {conversation.texter.codename}
            <Badges conversation={conversation} />
          </span>
          <span className={classes.preview} {...veil}>
            {drafted !== '' && !chosen ? (
              <em>{t('list.draft', { words: drafted })}</em>
            ) : (
              preview(conversation)
            )}
          </span>
          {quiet !== '' && <span className={classes.standing}>{quiet}</span>}
        </span>
        <Corner conversation={conversation} view={view} now={now} />
      </Link>
    </li>
  );
});
