// Where there is one pane, what somebody has pressed goes out of sight with the pane it was in. The
// keyboard and a screen reader go on where the eye does.
import { useEffect, useRef } from 'react';
import { conversationAt } from '../route';

// As in inbox.module.css.
const onePane = '(max-width: 820px)';

// Nobody is taken away from what they have in hand.
function isLost(): boolean {
  const { activeElement } = document;
  return activeElement === document.body || !activeElement?.getClientRects().length;
}

function goOnAt(place: HTMLElement | null): void {
  if (matchMedia(onePane).matches && isLost()) place?.focus();
}

// Of a conversation, which has just been opened: not of a page that was read anew.
export function useFocusOnOpening<Heading extends HTMLElement>() {
  const heading = useRef<Heading>(null);
  useEffect(() => {
    const isUntouched = 'userActivation' in navigator && !navigator.userActivation.hasBeenActive;
    if (!isUntouched) goOnAt(heading.current);
  }, []);
  return heading;
}

// The entry that led to `path`, or another of the same conversation: it may have changed its list.
function entryOf(path: string): HTMLElement | null {
  const entries = [...document.querySelectorAll<HTMLAnchorElement>('a[data-walk]')];
  const id = conversationAt(path);
  return (
    entries.find(({ pathname }) => pathname === path) ??
    entries.find(({ pathname }) => conversationAt(pathname) === id) ??
    null
  );
}

// Back in the list, at whom somebody comes from; where they are there no more, at its heading.
export function useFocusOnReturn(path: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(path);
  useEffect(() => {
    const left = before.current;
    before.current = path;
    const isBack = conversationAt(left) !== null && conversationAt(path) === null;
    if (isBack) goOnAt(entryOf(left) ?? heading.current);
  }, [path]);
  return heading;
}
