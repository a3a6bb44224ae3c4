import { useDroppable } from '@dnd-kit/core';
import { Loader } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useRef } from 'react';
import type { Queued } from '../api/board';
import { useLines } from '../inbox/use_views';
import { t } from '../words';
import { languageName } from '../words/languages';
import classes from './board.module.css';
import { useBoard } from './board_context';
import { movableOfQueued, queuePlace } from './moving';
import { NotLoaded } from './not_loaded';
import { Row } from './row';

const rowPx = 62;
const beyond = 8;

function Badges({ queued }: { queued: Queued }) {
  const { severalLines } = useBoard();
  const line = useLines().find(({ id }) => id === queued.line);
  const wished = queued.wishes.filter(({ kind }) => kind !== 'not_the_same_person');
  return (
    <>
      {queued.urgent && <span className={classes.urgent}>{t('list.urgent')}</span>}
      {queued.returned && <span className={classes.badge}>{t('list.returned')}</span>}
      {severalLines && line && <span className={classes.badge}>{line.name}</span>}
      {queued.language !== line?.languages[0] && (
        <span className={classes.badge}>{languageName(queued.language)}</span>
      )}
      {wished.map(({ kind, value }) => (
        <span key={`${kind} ${value}`} className={classes.badge}>
          {kind === 'language' ? languageName(value) : value}
        </span>
      ))}
    </>
  );
}

// Scrolling draws the rows anew that come into sight, not those that stay.
const QueueRow = memo(function QueueRow({ queued }: { queued: Queued }) {
  return (
    <Row
      one={movableOfQueued(queued)}
      since={queued.waiting_since}
      badges={<Badges queued={queued} />}
    />
  );
});

// Only the rows in sight are in the page, however many wait.
function Queue({ items }: { items: readonly Queued[] }) {
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowPx,
    overscan: beyond,
    getItemKey: (index) => items[index]?.id ?? index,
  });
  return (
    <div ref={scroll} className={classes.scroll} tabIndex={-1}>
      <ul
        className={classes.virtual}
        style={{ height: rows.getTotalSize() }}
        aria-label={t('list.waiting')}
      >
        {rows.getVirtualItems().map(({ index, start, key }) => {
          const queued = items[index];
          if (!queued) return null;
          return (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={items.length}
              // Not by a transform, which would keep a row's menu within the list.
              style={{ top: start }}
            >
              <QueueRow queued={queued} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface WaitingProps {
  items: readonly Queued[];
  asked: { isPending: boolean; hasFailed: boolean; refetch: () => unknown };
}

// Who waits, in the queue's order. What somebody has is returned by dropping it here.
export function WaitingPanel({ items, asked }: WaitingProps) {
  const { isPending, hasFailed } = asked;
  const drop = useDroppable({ id: queuePlace });
  return (
    <section
      ref={drop.setNodeRef}
      className={classes.panel}
      data-over={drop.isOver || undefined}
      aria-labelledby="board-waiting"
    >
      <h2 className={classes.heading} id="board-waiting">
        {t('list.waiting')}
        <span className={classes.count} data-testid="waiting-count">
          {items.length}
        </span>
      </h2>
      {isPending && <Loader size="sm" className={classes.loader} />}
      {hasFailed && <NotLoaded onAgain={asked.refetch} />}
      {!isPending && !hasFailed && items.length === 0 && (
        <p className={classes.none}>{t('list.none.waiting')}</p>
      )}
      <Queue items={items} />
    </section>
  );
}
