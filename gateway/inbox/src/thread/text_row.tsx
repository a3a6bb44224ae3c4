import { memo } from 'react';
import type { Text } from '../api/types';
import { IconPaperclip } from '../icons';
import { useVeil } from '../settings/veil';
import { t } from '../words';
import { clockTime, dayAndTime } from '../words/times';
import type { Choices } from './choices';
import { Erased } from './erased';
import { isPicture } from './picture_list';
import { Pictures } from './pictures';
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
  // What this person may do about it where it did not arrive.
  choices: Choices;
}

function AttachedFile({ type }: { type: string }) {
  return (
    <span className={classes.media}>
      <IconPaperclip size={20} aria-hidden="true" />
      {t('pictures.file', { type })}
    </span>
  );
}

// What was said, and what came with it that is no picture. Nothing where a picture came alone.
function Bubble({ text }: { text: Text }) {
  const veil = useVeil();
  const files = text.media.filter((media) => !isPicture(media));
  if (files.length === 0 && text.body === '' && !text.erased) return null;
  return (
    <div className={classes.bubble} dir="auto" {...veil}>
      {files.map((media, index) => (
        <AttachedFile key={index} type={media.content_type} />
      ))}
      {text.erased ? <Erased /> : text.body}
    </div>
  );
}

// Some are kept later than they were sent: theirs that reached us late, and those of the line that
// it has from the carrier alone since it was restored.
function Times({ text }: { text: Text }) {
  const kept = <time dateTime={text.at}>{clockTime(text.at)}</time>;
  if (!text.sent_at) return kept;
  const sentAt = dayAndTime(text.sent_at, new Date(text.at));
  if (text.direction === 'out') {
    return <time dateTime={text.sent_at}>{t('thread.fromRecord', { sentAt })}</time>;
  }
  return (
    <>
      {kept}
      <span>{t('thread.late', { sentAt })}</span>
    </>
  );
}

export const TextRow = memo(function TextRow(props: TextRowProps) {
  const { text, first, last, author, choices } = props;
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
      <Pictures text={text} />
      <Bubble text={text} />
      {(last || needsCare || text.sent_at || (standing && standing.status !== 'delivered')) && (
        <div className={classes.under}>
          <Times text={text} />
          {standing && (
            <span className={classes.status} data-status={standing.status}>
              <StatusMark status={standing.status} />
              {standing.short}
            </span>
          )}
        </div>
      )}
      {standing?.trouble && <div className={classes.trouble}>{standing.trouble}</div>}
      {standing?.trouble && choices !== 'none' && !text.automatic && !text.erased && (
        <SendChoices text={text} choices={choices} />
      )}
      {standing?.decided && <div className={classes.decided}>{standing.decided}</div>}
    </div>
  );
});
