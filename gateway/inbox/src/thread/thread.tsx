import { Button, Loader, VisuallyHidden } from '@mantine/core';
import {
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import type { Text } from '../api/types';
import type { OutgoingText } from '../composer/outgoing';
import { IconArrowDown } from '../icons';
import { useSignedIn } from '../session/session';
import { useNow } from '../use_now';
import { t } from '../words';
import { OutgoingRow } from './outgoing_row';
import { ThreadPictures } from './pictures';
import { DayRow, EarlierRow, EventRow, NoteRow } from './quiet_rows';
import { foldedRows, hasEarlier, keyOf, newSince, type Row } from './rows';
import { TextRow } from './text_row';
import classes from './thread.module.css';
import { useThread } from './use_conversation';
import { useNews } from './use_news';
import { useThreadScroll, type ThreadScroll } from './use_thread_scroll';

const dayCheckMs = 60_000;
// An older page is read when so few rows are left above.
const rowsAhead = 12;
// Above the rows, where the thread goes on: the way to what is older, and the day.
const olderPx = 104;

interface ThreadProps {
  id: string;
  codename: string;
  // Whether this person may decide about texts that did not arrive.
  mayReply: boolean;
  lastTypedAt: { readonly current: number };
  // Called with the time of the newest text once that is in view; with null while it is not.
  onSeen: (at: string | null) => void;
}

type Shown = Row | { kind: 'outgoing'; key: string; text: OutgoingText };

// What is to be seen of a thread. Where it goes on above, the day it is there is no row: a row that
// stays the first, whatever is read above it, would be what the virtual list keeps in view.
interface View {
  rows: Shown[];
  olderThan: string | null;
}

function viewOf(rows: Shown[], goesOnAbove: boolean): View {
  const first = rows[0];
  return goesOnAbove && first?.kind === 'day'
    ? { rows: rows.slice(1), olderThan: first.at }
    : { rows, olderThan: null };
}

function textsIn(rows: readonly Shown[]): Text[] {
  return rows.flatMap((row) => (row.kind === 'text' ? [row.text] : []));
}

function authorOf(text: Text, me: string): string {
  if (text.direction === 'in') return '';
  return text.author === me ? t('thread.you') : (text.author_name ?? '');
}

// What the service knows of, what is on its way to it, and the way to what is older.
function useShown(id: string) {
  const { outgoing } = useSignedIn();
  const { asked, texts } = useThread(id);
  const [earlierShown, setEarlierShown] = useState(false);
  const known = useMemo(() => new Set(texts.map((text) => text.client_id)), [texts]);
  const all = useSyncExternalStore(outgoing.subscribe, () => outgoing.of(id));
  const onItsWay = useMemo(() => all.filter((text) => !known.has(text.clientId)), [all, known]);
  const hasOlderPage = asked.hasNextPage;
  const folds = !earlierShown && hasEarlier(texts, id, hasOlderPage);
  const view = useMemo(() => {
    const rows: Shown[] = foldedRows(texts, id, { hasOlderPage, shown: earlierShown });
    for (const text of onItsWay) rows.push({ kind: 'outgoing', key: text.clientId, text });
    return viewOf(rows, hasOlderPage && !folds);
  }, [texts, id, hasOlderPage, earlierShown, folds, onItsWay]);
  useEffect(() => outgoing.confirm(id, texts), [outgoing, id, texts]);
  const fold = useCallback(() => setEarlierShown((before) => !before), []);
  return { asked, texts, onItsWay, view, fold };
}

// What every row may need.
interface Around {
  me: string;
  now: Date;
  mayReply: boolean;
  fold: () => void;
}

function RowOf({ row, around }: { row: Shown; around: Around }) {
  const { me, now, mayReply } = around;
  switch (row.kind) {
    case 'earlier':
      return <EarlierRow shown={row.shown} onFold={around.fold} />;
    case 'day':
      return <DayRow at={row.at} now={now} />;
    case 'text':
      return (
        <TextRow
          text={row.text}
          first={row.first}
          last={row.last}
          author={authorOf(row.text, me)}
          mayReply={mayReply}
        />
      );
    case 'note':
      return <NoteRow text={row.text} author={authorOf(row.text, me)} />;
    case 'event':
      return <EventRow text={row.text} />;
    case 'outgoing':
      return <OutgoingRow text={row.text} />;
  }
}

interface OlderProps {
  than: string;
  now: Date;
  isReading: boolean;
  onClick: () => void;
}

function Older({ than, now, isReading, onClick }: OlderProps) {
  return (
    <div className={classes.older} style={{ height: olderPx }}>
      <Button variant="subtle" loading={isReading} onClick={onClick}>
        {t('thread.earlier')}
      </Button>
      <DayRow at={than} now={now} />
    </div>
  );
}

interface RowsProps {
  shown: readonly Shown[];
  virtual: ThreadScroll['virtual'];
  around: Around;
  children: ReactNode;
}

function Rows({ shown, virtual, around, children }: RowsProps) {
  return (
    <div className={classes.rows} style={{ height: virtual.getTotalSize() }}>
      {children}
      {virtual.getVirtualItems().map(({ key, index, start }) => {
        const row = shown[index];
        return (
          row && (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className={classes.row}
              style={{ transform: `translateY(${start}px)` }}
            >
              <RowOf row={row} around={around} />
            </div>
          )
        );
      })}
    </div>
  );
}

// Reads an older page before one comes to the end of what is there.
function useOlder(
  asked: ReturnType<typeof useThread>['asked'],
  goesOnAbove: boolean,
  firstIndex: number,
): () => void {
  const { fetchNextPage, isFetchingNextPage, isError } = asked;
  const older = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const isNear = goesOnAbove && firstIndex < rowsAhead;
  useEffect(() => {
    if (isNear && !isFetchingNextPage && !isError) older();
  }, [isNear, isFetchingNextPage, isError, older]);
  return older;
}

function ToNewest({ unseen, onClick }: { unseen: number; onClick: () => void }) {
  return (
    <Button
      className={classes.toNewest}
      radius="xl"
      variant={unseen > 0 ? 'filled' : 'default'}
      leftSection={<IconArrowDown size={18} aria-hidden="true" />}
      onClick={onClick}
    >
      {unseen > 0 ? t('thread.newTexts', { count: unseen }) : t('thread.toNewest')}
    </Button>
  );
}

export function Thread({ id, codename, mayReply, lastTypedAt, onSeen }: ThreadProps) {
  const { me } = useSignedIn();
  const now = useNow(dayCheckMs);
  const { asked, texts, onItsWay, view, fold } = useShown(id);
  const { rows, olderThan } = view;
  const goesOnAbove = olderThan !== null;
  const keys = useMemo(() => rows.map(({ key }) => key), [rows]);
  const inRows = useMemo(() => textsIn(rows), [rows]);
  const scroll = useThreadScroll(keys, goesOnAbove ? olderPx : 0, lastTypedAt);
  const { virtual, seenUpTo, toBottom } = scroll;
  const newestText = texts.at(-1);
  const isSeen = newestText && (seenUpTo === keys.at(-1) || seenUpTo === keyOf(newestText));
  const seenAt = isSeen ? newestText.at : null;
  useEffect(() => onSeen(seenAt), [seenAt, onSeen]);

  // One's own text is always worth looking at.
  const sentLast = onItsWay.at(-1)?.clientId;
  useEffect(() => {
    if (sentLast !== undefined) toBottom();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each text
  }, [sentLast]);

  const older = useOlder(asked, goesOnAbove, virtual.getVirtualItems()[0]?.index ?? rowsAhead);
  const isReading = asked.isFetchingNextPage;
  const news = useNews(texts, me.id, codename);
  return (
    <div className={classes.around}>
      <div
        ref={scroll.scroller}
        onScroll={scroll.onScroll}
        className={classes.log}
        role="log"
        // Rows come and go with scrolling; what is new is said by itself.
        aria-live="off"
        aria-label={t('thread.label')}
        aria-busy={asked.isPending || isReading}
        tabIndex={0}
      >
        {asked.isPending && <Loader className={classes.loader} />}
        <ThreadPictures texts={inRows}>
          <Rows shown={rows} virtual={virtual} around={{ me: me.id, now, mayReply, fold }}>
            {olderThan && (
              <Older than={olderThan} now={now} isReading={isReading} onClick={older} />
            )}
          </Rows>
        </ThreadPictures>
      </div>
      <VisuallyHidden role="status" aria-live="polite">
        {news}
      </VisuallyHidden>
      {!scroll.atBottom && (
        <ToNewest unseen={newSince(texts, seenUpTo, me.id)} onClick={toBottom} />
      )}
    </div>
  );
}
