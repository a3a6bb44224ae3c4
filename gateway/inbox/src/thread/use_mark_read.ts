import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { conversations } from '../api/calls';
import { keys } from '../api/keys';
import type { Conversation } from '../api/types';
import { readAgain } from '../live/read_again';

function useVisible(): boolean {
  const [visible, setVisible] = useState(!document.hidden);
  useEffect(() => {
    const look = () => setVisible(!document.hidden);
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return visible;
}

// Tells the service that all was read, once somebody really could: the page is in front, and the
// newest text in view. The answer is the callback that says up to when all was in view.
export function useMarkRead(
  conversation: Conversation | undefined,
): (seenAt: string | null) => void {
  const client = useQueryClient();
  const visible = useVisible();
  const [seenAt, setSeenAt] = useState<string | null>(null);
  const id = conversation?.id;
  const unread = conversation?.unread ?? 0;
  // The conversation may know of a text that the thread has yet to read.
  const seen = seenAt !== null && (conversation?.last_text?.at ?? '') <= seenAt;
  useEffect(() => {
    if (id === undefined || unread === 0 || !visible || !seen) return;
    void conversations.markRead(id).then(
      () =>
        Promise.all([readAgain(client, keys.conversation(id)), readAgain(client, keys.allViews)]),
      // It stays unread, which is the safe side.
      () => undefined,
    );
  }, [client, id, unread, visible, seen]);
  return setSeenAt;
}
