// Keeps the newest text in view for as long as one is at the bottom, and nothing else: no scrolling
// under the hands of someone who reads above, selects, or has just typed.
import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';

const nearPx = 60;
const typingMs = 2_000;

export interface Following {
  // Give it to the element that scrolls.
  scroller: RefObject<HTMLDivElement | null>;
  onScroll: () => void;
  atBottom: boolean;
  // The row that was the last when the bottom was last in view.
  seenUpTo: string | undefined;
  toBottom: () => void;
}

function belowPx(element: HTMLElement): number {
  return element.scrollHeight - element.scrollTop - element.clientHeight;
}

function selectsIn(element: HTMLElement): boolean {
  const selection = document.getSelection();
  return Boolean(selection && !selection.isCollapsed && element.contains(selection.anchorNode));
}

// `first` and `last` name the outermost rows; `lastTypedAt` is when the composer last took a key.
export function useFollowing(
  first: string | undefined,
  last: string | undefined,
  lastTypedAt: { readonly current: number },
): Following {
  const scroller = useRef<HTMLDivElement | null>(null);
  const [atBottom, setAtBottom] = useState(true);
  const [seenUpTo, setSeenUpTo] = useState(last);
  const follows = useRef(true);
  const before = useRef({ first, last, height: 0, top: 0 });

  const settle = useCallback((element: HTMLElement, follow: boolean) => {
    follows.current = follow;
    setAtBottom(follow);
    if (follow) setSeenUpTo(before.current.last);
    before.current.height = element.scrollHeight;
    before.current.top = element.scrollTop;
  }, []);

  const toBottom = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    element.scrollTop = element.scrollHeight;
    settle(element, true);
  }, [settle]);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element) settle(element, belowPx(element) < nearPx);
  }, [settle]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const { first: firstBefore, height, top } = before.current;
    before.current.first = first;
    before.current.last = last;
    const handsOn = selectsIn(element) || Date.now() - lastTypedAt.current < typingMs;
    if (follows.current && !handsOn) {
      toBottom();
      return;
    }
    // Older rows were put above: what one reads stays where it is.
    if (firstBefore !== undefined && first !== firstBefore) {
      element.scrollTop = top + element.scrollHeight - height;
    }
    settle(element, follows.current && belowPx(element) < 1);
  }, [first, last, lastTypedAt, settle, toBottom]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    // The composer grew, the phone was turned, the keyboard came up.
    const resized = new ResizeObserver(() => {
      if (follows.current) element.scrollTop = element.scrollHeight;
    });
    resized.observe(element);
    return () => resized.disconnect();
  }, []);

  return { scroller, onScroll, atBottom, seenUpTo, toBottom };
}
