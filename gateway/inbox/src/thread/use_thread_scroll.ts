// A thread of any length in a window of a few rows, that keeps the newest text in view for as long
// as one is at the bottom, and nothing else: no scrolling under the hands of someone who reads
// above, selects, or has just typed.
import { useVirtualizer, type ReactVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

import { useOpening } from './use_opening';

const nearPx = 60;
const typingMs = 2_000;
const rowPx = 64;
const rowsAround = 8;

export interface ThreadScroll {
  // Give it to the element that scrolls.
  scroller: RefObject<HTMLDivElement | null>;
  virtual: ReactVirtualizer<HTMLDivElement, HTMLDivElement>;
  onScroll: () => void;
  atBottom: boolean;
  // The row that was the last when the bottom was last in view.
  seenUpTo: string | undefined;
  toBottom: () => void;
  // Whether it has come to where it opens.
  isThere: boolean;
}

export interface Rows {
  // They name the rows, in their order.
  keys: readonly string[];
  // Where they begin, from the top.
  abovePx: number;
  // Whether the last is the newest of all.
  endHere: boolean;
  // The row it opens at, -1 while that is yet to come; null: at the newest.
  opensAt: number | null;
}

function belowPx(element: HTMLElement): number {
  return element.scrollHeight - element.scrollTop - element.clientHeight;
}

function selectsIn(element: HTMLElement): boolean {
  const selection = document.getSelection();
  return Boolean(selection && !selection.isCollapsed && element.contains(selection.anchorNode));
}

// The composer grew, the phone was turned, the keyboard came up: nobody has scrolled away, and `then`
// sees to where the bottom is. Whether that is yet to come.
function useHeight(scroller: RefObject<HTMLElement | null>, then: () => void): () => boolean {
  const heightPx = useRef(0);
  useLayoutEffect(() => {
    const resizing = scroller.current;
    if (!resizing) return;
    const resized = new ResizeObserver(() => {
      heightPx.current = resizing.clientHeight;
      then();
    });
    resized.observe(resizing);
    return () => resized.disconnect();
  }, [scroller, then]);
  return useCallback(() => scroller.current?.clientHeight !== heightPx.current, [scroller]);
}

// `lastTypedAt` is when the composer last took a key.
export function useThreadScroll(
  { keys, abovePx, endHere, opensAt }: Rows,
  lastTypedAt: { readonly current: number },
): ThreadScroll {
  const scroller = useRef<HTMLDivElement | null>(null);
  const opensAtNewest = opensAt === null;
  const [atBottom, setAtBottom] = useState(opensAtNewest);
  const follows = useRef(opensAtNewest);
  const hasOpened = useRef(!opensAtNewest);
  const topPx = useRef(0);
  const last = keys.at(-1);
  const [seenUpTo, setSeenUpTo] = useState(opensAtNewest ? last : undefined);

  const handsOn = useCallback(
    () =>
      Date.now() - lastTypedAt.current < typingMs ||
      (scroller.current !== null && selectsIn(scroller.current)),
    [lastTypedAt],
  );
  const virtual = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: keys.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    getItemKey: useCallback((index: number) => keys[index] ?? index, [keys]),
    overscan: rowsAround,
    paddingStart: abovePx,
    // Older rows come in above, and what one reads stays where it is.
    anchorTo: 'end',
    // Rows that turn out higher than was thought push nothing up under somebody's hands.
    scrollEndThreshold: handsOn() || !endHere ? -1 : nearPx,
  });
  const isThere = useOpening(scroller, virtual, opensAt);

  const settle = useCallback(
    (isNear: boolean) => {
      const follow = isNear && endHere;
      follows.current = follow;
      setAtBottom(follow);
      if (follow) setSeenUpTo(last);
    },
    [last, endHere],
  );
  const isResized = useHeight(
    scroller,
    useCallback(() => {
      if (follows.current) virtual.scrollToEnd();
    }, [virtual]),
  );
  const onScroll = useCallback(() => {
    if (!scroller.current) return;
    const { scrollTop } = scroller.current;
    const isUp = scrollTop < topPx.current;
    topPx.current = scrollTop;
    if (isResized()) return;
    const isNear = belowPx(scroller.current) < nearPx;
    // Where nobody went up, rows have turned out higher.
    if (!isNear && !isUp && follows.current) virtual.scrollToEnd();
    else settle(isNear);
  }, [settle, isResized, virtual]);

  const toBottom = useCallback(() => {
    settle(true);
    virtual.scrollToEnd();
  }, [virtual, settle]);

  // It opens at the newest, and stays with it.
  useLayoutEffect(() => {
    if (last === undefined || !follows.current || (hasOpened.current && handsOn())) return;
    hasOpened.current = true;
    virtual.scrollToEnd();
  }, [virtual, last, handsOn]);

  // A new row that was not followed is not seen, however little of it is below.
  useEffect(() => {
    if (!scroller.current || !isThere) return;
    const mostPx = follows.current && !handsOn() ? nearPx : 1;
    settle(isResized() ? follows.current : belowPx(scroller.current) < mostPx);
  }, [settle, handsOn, isResized, isThere]);

  return { scroller, virtual, onScroll, atBottom, seenUpTo, toBottom, isThere };
}
