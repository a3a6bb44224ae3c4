import { useEffect } from 'react';
import type { LiveEvent } from '../api/types';
import type { Connection } from '../live/feed';
import { conversationAt, usePath } from '../route';
import type { DraftKind, Drafts } from './drafts';
import type { Outgoing } from './outgoing';

const awayMs = 10_000;

const takes: Record<string, DraftKind> = { 'text.queued': 'text', 'note.added': 'note' };

// What stands here may have been sent on another device just now.
export function pullIfSent(drafts: Drafts, me: string, event: LiveEvent): void {
  const kind = takes[event.kind];
  if (!kind || event.actor !== me || event.conversation === null) return;
  if (drafts.read(event.conversation, kind) !== '') void drafts.pull();
}

// Brings drafts from other devices whenever there is a connection again, a conversation is opened or
// the page comes to the front, and has them saved before it goes. What another window of this browser
// writes, and has on its way, is known here too.
export function useKeptDrafts(drafts: Drafts, outgoing: Outgoing, connection: Connection): void {
  useEffect(() => {
    drafts.arrivedUnless((conversation, kind) =>
      outgoing.of(conversation).some((text) => text.kind === kind),
    );
  }, [drafts, outgoing]);
  const conversation = conversationAt(usePath());
  useEffect(() => {
    if (connection === 'live') void drafts.pull();
  }, [drafts, connection, conversation]);
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
    const elsewhere = () => {
      drafts.changedElsewhere();
      outgoing.changedElsewhere();
    };
    document.addEventListener('visibilitychange', look);
    window.addEventListener('storage', elsewhere);
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('storage', elsewhere);
    };
  }, [drafts, outgoing]);
}
