import { Button, Loader, VisuallyHidden } from '@mantine/core';
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import type { Text } from '../api/types';
import type { OutgoingText } from '../composer/outgoing';
import { IconArrowDown } from '../icons';
import { notices } from '../notices';
import { goTo, paths } from '../route';
import { useSignedIn } from '../session/session';
import { useNow } from '../use_now';
import { t } from '../words';
import type { Choices } from './choices';
import { OutgoingRow } from './outgoing_row';
import { ThreadPictures } from './pictures';
import { FoundRow } from './found_row';
import { DayRow, EarlierRow, EventRow, NoteRow } from './quiet_rows';
import { foldedRows, hasEarlier, keyOf, newSince, type Row } from './rows';
import { TextRow } from './text_row';
import classes from './thread.module.css';
import { useThread, type Part } from './use_conversation';
import { useNews } from './use_news';
import { useThreadScroll, type ThreadScroll } from './use_thread_scroll';

const dayCheckMs = 60_000;
// An older page is read when so few rows are left above.
const rowsAhead = 12;
// Above the rows, where the thread goes on: the way to what is older, and the day.
const olderPx = 104;

interface ThreadProps {
  id: string;
  // The text it opens at; null: at its newest.
  at: string | null;
  codename: string;
  // What this person may do about a text that did not arrive.
  choicesAbout: (text: Text) => Choices;
  lastTypedAt: { readonly current: number };
  // Called with the time of the newest text once that is in view; with null while it is not.
  onSeen: (at: string | null) => void;
}

type Shown = Row | { kind: 'outgoing'; key: string; text: OutgoingText };

// The first value that there was.
function useFirst<Value>(value: Value | undefined): Value | undefined {
  const [first, setFirst] = useState(value);
  if (first === undefined && value !== undefined) setFirst(value);
  return first;
}

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
function useShown(id: string, at: string | null) {
  const { outgoing } = useSignedIn();
  const { newest, part, isLost } = useThread(id, at);
  const { texts, hasOlder, hasNewer } = part;
  const [earlierShown, setEarlierShown] = useState(at !== null);
  const known = useMemo(() => new Set(newest.map((text) => text.client_id)), [newest]);
  const all = useSyncExternalStore(outgoing.subscribe, () => outgoing.of(id));
  const onItsWay = useMemo(() => all.filter((text) => !known.has(text.clientId)), [all, known]);
  const folds = !earlierShown && hasEarlier(texts, id, hasOlder);
  const view = useMemo(() => {
    const rows: Shown[] = foldedRows(texts, id, { hasOlderPage: hasOlder, shown: earlierShown });
    if (!hasNewer) {
      for (const text of onItsWay) rows.push({ kind: 'outgoing', key: text.clientId, text });
    }
    return viewOf(rows, hasOlder && !folds);
  }, [texts, id, hasOlder, hasNewer, earlierShown, folds, onItsWay]);
  useEffect(() => outgoing.confirm(id, newest), [outgoing, id, newest]);
  const fold = useCallback(() => setEarlierShown((before) => !before), []);
  return { newest, part, isLost, onItsWay, view, fold };
}

function isOf(row: Shown, text: string | null): boolean {
  return (row.kind === 'text' || row.kind === 'note') && row.text.id === text;
}

// What every row may need.
interface Around {
  me: string;
  now: Date;
  // The text that was looked for.
  found: string | null;
  choicesAbout: (text: Text) => Choices;
  fold: () => void;
}

function RowOf({ row, around }: { row: Shown; around: Around }) {
  const { me, now } = around;
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
          choices={around.choicesAbout(row.text)}
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

function Older({ than, now, part }: { than: string; now: Date; part: Part }) {
  return (
    <div className={classes.older} style={{ height: olderPx }}>
      <Button variant="subtle" loading={part.isReading} onClick={part.readOlder}>
        {t('thread.earlier')}
      </Button>
      <DayRow at={than} now={now} />
    </div>
  );
}

// Nothing of it could be read: an empty thread would look as if nothing had been said.
function NotLoaded({ onAgain }: { onAgain: () => void }) {
  return (
    <div className={classes.notLoaded}>
      <p role="alert">{t('thread.failed')}</p>
      <Button onClick={onAgain}>{t('common.tryAgain')}</Button>
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
              {isOf(row, around.found) ? (
                <FoundRow>
                  <RowOf row={row} around={around} />
                </FoundRow>
              ) : (
                <RowOf row={row} around={around} />
              )}
            </div>
          )
        );
      })}
    </div>
  );
}

// Reads a further page before one comes to the end of what is there.
function useFurther(part: Part, { rows, olderThan }: View, shown: readonly { index: number }[]) {
  const { isReading, hasFailed, hasNewer, readOlder, readNewer } = part;
  const first = shown[0]?.index ?? rowsAhead;
  const last = shown.at(-1)?.index ?? 0;
  const isNearTop = olderThan !== null && first < rowsAhead;
  const isNearEnd = hasNewer && last >= rows.length - rowsAhead;
  useEffect(() => {
    if (isReading || hasFailed) return;
    if (isNearTop) readOlder();
    else if (isNearEnd) readNewer();
  }, [isNearTop, isNearEnd, isReading, hasFailed, readOlder, readNewer]);
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

// Takes whoever looked for a text that can't be shown to the newest, and says so.
function useLost(id: string, isLost: boolean): void {
  useEffect(() => {
    if (!isLost) return;
    notices.tell(t('thread.lost'));
    goTo(paths.conversation(id), 'replace');
  }, [id, isLost]);
}

// One's own text is always worth looking at; what was on its way when somebody came to look for
// another one can wait.
function useOwnTexts(onItsWay: readonly OutgoingText[], at: string | null, show: () => void): void {
  const sentLast = onItsWay.at(-1)?.clientId;
  const sentBefore = useRef(at === null ? undefined : sentLast);
  useEffect(() => {
    if (sentLast !== undefined && sentLast !== sentBefore.current) show();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each text
  }, [sentLast]);
}

export function Thread(props: ThreadProps) {
  const { id, at, codename, choicesAbout, lastTypedAt, onSeen } = props;
  const { me } = useSignedIn();
  const now = useNow(dayCheckMs);
  const { newest, part, isLost, onItsWay, view, fold } = useShown(id, at);
  useLost(id, isLost);
  const { rows, olderThan } = view;
  const keys = useMemo(() => rows.map(({ key }) => key), [rows]);
  const inRows = useMemo(() => textsIn(rows), [rows]);
  const opensAt = at === null ? null : rows.findIndex((row) => isOf(row, at));
  const abovePx = olderThan === null ? 0 : olderPx;
  const scroll = useThreadScroll(
    { keys, abovePx, endHere: !part.hasNewer, opensAt },
    lastTypedAt,
  );
  const { virtual, seenUpTo, toBottom, isThere } = scroll;
  const newestText = newest.at(-1);
  const isSeen = newestText && (seenUpTo === keys.at(-1) || seenUpTo === keyOf(newestText));
  const seenAt = isSeen ? newestText.at : null;
  useEffect(() => onSeen(seenAt), [seenAt, onSeen]);
  const toNewest = () => (at === null ? toBottom() : goTo(paths.conversation(id), 'replace'));
  useOwnTexts(onItsWay, at, toNewest);
  useFurther(part, view, isThere ? virtual.getVirtualItems() : []);
  const news = useNews(newest, me.id, codename);
  const around = { me: me.id, now, found: at, choicesAbout, fold };
  const isNotLoaded = part.hasFailed && part.texts.length === 0 && !isLost;
  const openedWith = useFirst(newestText && keyOf(newestText));
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
        aria-busy={part.isPending || part.isReading}
        tabIndex={0}
      >
        {part.isPending && <Loader className={classes.loader} />}
        {isNotLoaded && <NotLoaded onAgain={part.readAgain} />}
        <ThreadPictures texts={inRows}>
          <Rows shown={rows} virtual={virtual} around={around}>
            {olderThan && <Older than={olderThan} now={now} part={part} />}
          </Rows>
        </ThreadPictures>
      </div>
      <VisuallyHidden role="status" aria-live="polite">
        {/* Another element each time: the same words are said again. */}
        <span key={news.nth}>{news.words}</span>
      </VisuallyHidden>
      {!scroll.atBottom && (
        <ToNewest unseen={newSince(newest, seenUpTo ?? openedWith, me.id)} onClick={toNewest} />
      )}
    </div>
  );
}
