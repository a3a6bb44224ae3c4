// A thread that is opened at one of its texts: that comes to the middle, once, and is what a screen
// reader goes on from.
import type { ReactVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useState, type RefObject } from 'react';

// For as long as rows are measured, it moves.
const stillFrames = 4;

function each(frame: () => boolean): () => void {
  let asked = 0;
  const next = () => {
    asked = requestAnimationFrame(() => frame() && next());
  };
  next();
  return () => cancelAnimationFrame(asked);
}

// Who has begun to write goes on writing.
function lead(row: HTMLElement | null | undefined): void {
  if (document.activeElement instanceof HTMLTextAreaElement) return;
  row?.querySelector<HTMLElement>('[data-found]')?.focus({ preventScroll: true });
}

// `index`: its row, -1 while that is yet to come; null where the thread opens at its newest. The
// answer: whether it has come to where it opens.
export function useOpening(
  scroller: RefObject<HTMLElement | null>,
  virtual: ReactVirtualizer<HTMLDivElement, HTMLDivElement>,
  index: number | null,
): boolean {
  const [isThere, setIsThere] = useState(index === null);
  const isAwaited = !isThere && index !== null && index >= 0;
  useEffect(() => {
    if (!isAwaited) return undefined;
    virtual.scrollToIndex(index, { align: 'center' });
    let still = 0;
    let wasAt: number | undefined;
    return each(() => {
      const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
      const isAt = row?.getBoundingClientRect().top;
      still = isAt !== undefined && isAt === wasAt ? still + 1 : 0;
      wasAt = isAt;
      if (still < stillFrames) return true;
      lead(row);
      setIsThere(true);
      return false;
    });
  }, [isAwaited, index, scroller, virtual]);
  return isThere;
}
