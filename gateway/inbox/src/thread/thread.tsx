import { Button, Loader } from '@mantine/core';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Text } from '../api/types';
import { IconArrowDown } from '../icons';
import { useSignedIn } from '../session/session';
import { useNow } from '../use_now';
import { t } from '../words';
import { OutgoingRow } from './outgoing_row';
import { DayRow, EventRow, NoteRow } from './quiet_rows';
import { keyOf, newSince, rowsOf, type Row } from './rows';
import { TextRow } from './text_row';
import classes from './thread.module.css';
import { useThread } from './use_conversation';
import { useFollowing } from './use_following';

const dayCheckMs = 60_000;

interface ThreadProps {
  id: string;
  lastTypedAt: { readonly current: number };
  // Called with the time of the newest text once that is in view; with null while it is not.
  onSeen: (at: string | null) => void;
}

function authorOf(text: Text, me: string): string {
  if (text.direction === 'in') return '';
  return text.author === me ? t('thread.you') : (text.author_name ?? '');
}

function RowOf({ row, me, now }: { row: Row; me: string; now: Date }) {
  switch (row.kind) {
    case 'day':
      return <DayRow at={row.at} now={now} />;
    case 'text':
      return (
        <TextRow
          text={row.text}
          first={row.first}
          last={row.last}
          author={authorOf(row.text, me)}
        />
      );
    case 'note':
      return <NoteRow text={row.text} author={authorOf(row.text, me)} />;
    case 'event':
      return <EventRow text={row.text} />;
  }
}

export function Thread({ id, lastTypedAt, onSeen }: ThreadProps) {
  const { me, outgoing } = useSignedIn();
  const now = useNow(dayCheckMs);
  const { asked, texts } = useThread(id);
  const known = useMemo(() => new Set(texts.map((text) => text.client_id)), [texts]);
  const onItsWay = useSyncExternalStore(outgoing.subscribe, () => outgoing.of(id)).filter(
    (text) => !known.has(text.clientId),
  );
  const rows = useMemo(() => rowsOf(texts), [texts]);
  const oldestText = texts[0];
  const newestText = texts.at(-1);
  const newest = onItsWay.at(-1)?.clientId ?? (newestText && keyOf(newestText));
  const { scroller, onScroll, atBottom, seenUpTo, toBottom } = useFollowing(
    oldestText && keyOf(oldestText),
    newest,
    lastTypedAt,
  );
  const unseen = atBottom ? 0 : newSince(texts, seenUpTo, me.id);
  const seenAt = newestText && seenUpTo === newest ? newestText.at : null;

  useEffect(() => outgoing.confirm(id, texts), [outgoing, id, texts]);
  useEffect(() => onSeen(seenAt), [seenAt, onSeen]);

  // One's own text is always worth looking at.
  const sentLast = onItsWay.at(-1)?.clientId;
  useEffect(() => {
    if (sentLast !== undefined) toBottom();
  }, [sentLast, toBottom]);

  return (
    <div className={classes.around}>
      <div
        ref={scroller}
        onScroll={onScroll}
        className={classes.log}
        role="log"
        aria-label={t('thread.label')}
        aria-busy={asked.isPending || asked.isFetchingNextPage}
        tabIndex={0}
      >
        {asked.isPending && <Loader className={classes.loader} />}
        {asked.hasNextPage && (
          <Button
            variant="subtle"
            className={classes.earlier}
            loading={asked.isFetchingNextPage}
            onClick={() => void asked.fetchNextPage()}
          >
            {t('thread.earlier')}
          </Button>
        )}
        {rows.map((row) => (
          <RowOf key={row.key} row={row} me={me.id} now={now} />
        ))}
        {onItsWay.map((text) => (
          <OutgoingRow key={text.clientId} text={text} />
        ))}
      </div>
      {!atBottom && (
        <Button
          className={classes.toNewest}
          radius="xl"
          variant={unseen > 0 ? 'filled' : 'default'}
          leftSection={<IconArrowDown size={18} aria-hidden="true" />}
          onClick={toBottom}
        >
          {unseen > 0 ? t('thread.newTexts', { count: unseen }) : t('thread.toNewest')}
        </Button>
      )}
    </div>
  );
}
