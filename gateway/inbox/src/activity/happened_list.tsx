// All that happened, of which only what is in sight is drawn.
import { Button, Loader } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Happened } from '../api/activity';
import { Link } from '../link';
import { paths } from '../route';
import { useNow } from '../use_now';
import { t } from '../words';
import { clockTime, dayWords, sameDay } from '../words/times';
import classes from './activity.module.css';
import { sentenceOf } from './sentences';

const rowHeight = 46;
const drawnBeyond = 12;
const minuteMs = 60_000;

// What scrolls, and how far below its top the list begins.
function useScroller() {
  const list = useRef<HTMLOListElement>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    let parent = list.current?.parentElement ?? null;
    while (parent && getComputedStyle(parent).overflowY !== 'auto') parent = parent.parentElement;
    setScroller(parent);
    if (!parent || !list.current) return;
    const above = list.current.getBoundingClientRect().top - parent.getBoundingClientRect().top;
    setMargin(above + parent.scrollTop);
  }, []);
  return { list, scroller, margin };
}

interface HappenedListProps {
  all: readonly Happened[];
  lineName: (id: string | null) => string | null;
  more: boolean;
  fetching: boolean;
  onMore: () => void;
}

function Reason({ reason }: { reason: string | null }) {
  if (reason === null) return null;
  return (
    <span className={classes.reason}>
      {reason === '' ? t('activity.reasonGone') : t('activity.reason', { reason })}
    </span>
  );
}

function Row({ one, lineName }: { one: Happened; lineName: string | null }) {
  const sentence = sentenceOf(one, lineName);
  return (
    <>
      <time dateTime={one.at}>{clockTime(one.at)}</time>
      <span className={classes.words}>
        {one.conversation === null ? (
          sentence
        ) : (
          <Link href={paths.conversation(one.conversation)}>{sentence}</Link>
        )}
        <Reason reason={one.reason} />
      </span>
    </>
  );
}

function Foot({ more, fetching, onMore }: Pick<HappenedListProps, 'more' | 'fetching' | 'onMore'>) {
  if (fetching) {
    return (
      <p className={classes.foot} role="status">
        <Loader size="xs" /> {t('activity.looking')}
      </p>
    );
  }
  if (!more) return <p className={classes.foot}>{t('activity.end')}</p>;
  return (
    <p className={classes.foot}>
      <Button variant="subtle" onClick={onMore}>
        {t('common.showMore')}
      </Button>
    </p>
  );
}

export function HappenedList({ all, lineName, more, fetching, onMore }: HappenedListProps) {
  const now = useNow(minuteMs);
  const { list, scroller, margin } = useScroller();
  const rows = useVirtualizer({
    count: all.length,
    getScrollElement: () => scroller,
    scrollMargin: margin,
    estimateSize: () => rowHeight,
    overscan: drawnBeyond,
    getItemKey: (index) => all[index]?.seq ?? index,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? -1;
  useEffect(() => {
    if (more && !fetching && last >= all.length - 1) onMore();
  }, [more, fetching, last, all.length, onMore]);
  return (
    <>
      <ol
        ref={list}
        className={classes.list}
        aria-label={t('activity.list')}
        style={{ height: rows.getTotalSize() }}
      >
        {shown.map(({ index, key, start }) => {
          const one = all[index];
          if (!one) return null;
          const before = all[index - 1];
          const isNewDay = !before || !sameDay(before.at, one.at);
          return (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              aria-setsize={more ? -1 : all.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start - margin}px)` }}
              className={classes.row}
              data-kind={one.kind}
            >
              {isNewDay && <strong className={classes.day}>{dayWords(one.at, now)}</strong>}
              <Row one={one} lineName={lineName(one.line)} />
            </li>
          );
        })}
      </ol>
      <Foot more={more} fetching={fetching} onMore={onMore} />
    </>
  );
}
