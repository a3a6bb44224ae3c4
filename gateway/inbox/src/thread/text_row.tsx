import { memo } from 'react';
import type { Text } from '../api/types';
import { IconPaperclip, IconPhoto } from '../icons';
import { words } from '../words';
import { clockTime } from '../words/times';
import { standingOf } from './status';
import { StatusMark } from './status_mark';
import classes from './thread.module.css';

interface TextRowProps {
  text: Text;
  first: boolean;
  last: boolean;
  // Who wrote it, as shown over the first of a run; empty for the texter.
  author: string;
}

function Media({ type }: { type: string }) {
  const picture = type.startsWith('image/');
  const Icon = picture ? IconPhoto : IconPaperclip;
  return (
    <span className={classes.media}>
      <Icon size={20} aria-hidden="true" />
      {picture ? words.thread.picture(type) : words.thread.attachment(type)}
    </span>
  );
}

export const TextRow = memo(function TextRow({ text, first, last, author }: TextRowProps) {
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
            <span className={classes.automatic}>{words.thread.automatic}</span>
          ) : (
            author
          )}
        </div>
      )}
      <div className={classes.bubble} dir="auto">
        {text.media.map((media, index) => (
          <Media key={index} type={media.content_type} />
        ))}
        {text.body}
      </div>
      {(last || needsCare || (standing && standing.status !== 'delivered')) && (
        <div className={classes.under}>
          <time dateTime={text.at}>{clockTime(text.at)}</time>
          {standing && (
            <span className={classes.status} data-status={standing.status}>
              <StatusMark status={standing.status} />
              {standing.short}
            </span>
          )}
        </div>
      )}
      {standing?.trouble && <div className={classes.trouble}>{standing.trouble}</div>}
    </div>
  );
});
