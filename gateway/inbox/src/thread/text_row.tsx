import { memo } from 'react';
import type { Text } from '../api/types';
import { IconPaperclip, IconPhoto } from '../icons';
import { useVeil } from '../settings/veil';
import { t } from '../words';
import { clockTime, dayAndTime } from '../words/times';
import { Erased } from './erased';
import { SendChoices } from './send_choices';
import { standingOf } from './status';
import { StatusMark } from './status_mark';
import classes from './thread.module.css';

interface TextRowProps {
  text: Text;
  first: boolean;
  last: boolean;
  // Who wrote it, as shown over the first of a run; empty for the texter.
  author: string;
  // Whether this person may decide about it where it did not arrive.
  mayReply: boolean;
}

function Media({ type }: { type: string }) {
  const picture = type.startsWith('image/');
  const Icon = picture ? IconPhoto : IconPaperclip;
  return (
    <span className={classes.media}>
      <Icon size={20} aria-hidden="true" />
      {picture ? t('thread.picture', { type }) : t('thread.attachment', { type })}
    </span>
  );
}

export const TextRow = memo(function TextRow(props: TextRowProps) {
  const { text, first, last, author, mayReply } = props;
  const veil = useVeil();
  const standing = text.direction === 'out' ? standingOf(text) : null;
  const needsCare = standing?.trouble != null;
  return (
    <div
      className={classes.text}
      data-testid="text"
      data-status={text.status ?? undefined}
      data-direction={text.direction ?? undefined}
      data-first={first || undefined}
      data-last={last || undefined}
    >
      {first && (author !== '' || text.automatic) && (
        <div className={classes.author}>
          {text.automatic ? (
            <span className={classes.automatic}>{t('thread.automatic')}</span>
          ) : (
            author
          )}
        </div>
      )}
      <div className={classes.bubble} dir="auto" {...veil}>
        {text.media.map((media, index) => (
          <Media key={index} type={media.content_type} />
        ))}
        {text.erased ? <Erased /> : text.body}
      </div>
      {(last || needsCare || text.sent_at || (standing && standing.status !== 'delivered')) && (
        <div className={classes.under}>
          <time dateTime={text.at}>{clockTime(text.at)}</time>
          {text.sent_at && (
            <span>{t('thread.late', { sentAt: dayAndTime(text.sent_at, new Date(text.at)) })}</span>
          )}
          {standing && (
            <span className={classes.status} data-status={standing.status}>
              <StatusMark status={standing.status} />
              {standing.short}
            </span>
          )}
        </div>
      )}
      {standing?.trouble && <div className={classes.trouble}>{standing.trouble}</div>}
      {standing?.trouble && mayReply && !text.automatic && !text.erased && (
        <SendChoices text={text} />
      )}
      {standing?.decided && <div className={classes.decided}>{standing.decided}</div>}
    </div>
  );
});
