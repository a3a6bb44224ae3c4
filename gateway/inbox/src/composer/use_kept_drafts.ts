import { useEffect } from 'react';
import type { Connection } from '../live/feed';
import type { Drafts } from './drafts';
import type { Outgoing } from './outgoing';

const awayMs = 10_000;

// Brings drafts from other devices whenever there is a connection again and whenever the page comes
// to the front, and has them saved before it goes.
export function useKeptDrafts(drafts: Drafts, outgoing: Outgoing, connection: Connection): void {
  useEffect(() => {
    drafts.arrivedUnless((conversation, kind) =>
      outgoing.of(conversation).some((text) => text.kind === kind),
    );
  }, [drafts, outgoing]);
  useEffect(() => {
    if (connection === 'live') void drafts.pull();
  }, [drafts, connection]);
  useEffect(() => {
    let hiddenAt = Infinity;
    const look = () => {
      if (document.hidden) {
        hiddenAt = Date.now();
        void drafts.flush();
      } else if (Date.now() - hiddenAt > awayMs) {
        void drafts.pull();
      }
    };
    const elsewhere = () => drafts.changedElsewhere();
    document.addEventListener('visibilitychange', look);
    window.addEventListener('storage', elsewhere);
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('storage', elsewhere);
    };
  }, [drafts]);
}
