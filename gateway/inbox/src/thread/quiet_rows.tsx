// Rows that are nobody's text: days, notes, what happened.
import { Button } from '@mantine/core';
import { memo } from 'react';
import type { Text } from '../api/types';
import { IconChevronDown, IconChevronUp, IconNote } from '../icons';
import { useVeil } from '../settings/veil';
import { t } from '../words';
import { happeningWords } from '../words/happenings';
import { clockTime, dayWords } from '../words/times';
import { Erased } from './erased';
import classes from './thread.module.css';

export function DayRow({ at, now }: { at: string; now: Date }) {
  return (
    <div className={classes.day} role="separator" aria-label={dayWords(at, now)}>
      <span>{dayWords(at, now)}</span>
    </div>
  );
}

export function EarlierRow({ shown, onFold }: { shown: boolean; onFold: () => void }) {
  return (
    <div className={classes.earlier}>
      <Button
        variant="subtle"
        size="compact-md"
        aria-expanded={shown}
        rightSection={shown ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
        onClick={onFold}
      >
        {shown ? t('talk.earlier.hide') : t('talk.earlier.show')}
      </Button>
    </div>
  );
}

function noteHeading(author: string): string {
  if (author === '') return t('thread.note');
  return author === t('thread.you') ? t('thread.noteByYou') : t('thread.noteBy', { name: author });
}

export const NoteRow = memo(function NoteRow({ text, author }: { text: Text; author: string }) {
  const veil = useVeil();
  return (
    <div className={classes.note} data-testid="note">
      <div className={classes.noteBy}>
        <IconNote size={15} aria-hidden="true" />
        {noteHeading(author)}
        <time dateTime={text.at}>{clockTime(text.at)}</time>
      </div>
      <div dir="auto" {...veil}>
        {text.erased ? <Erased /> : text.body}
      </div>
    </div>
  );
});

export const EventRow = memo(function EventRow({ text }: { text: Text }) {
  const sentence = text.event && happeningWords(text.event, text.author_name);
  if (!sentence) return null;
  return (
    <div className={classes.event} data-testid="event" data-kind={text.event?.kind}>
      {sentence}
      <time dateTime={text.at}>{clockTime(text.at)}</time>
    </div>
  );
});
