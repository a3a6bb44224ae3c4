// Which windows of this browser their person has before them, and with which conversation. Each
// tells the others by a lock, which is let go by itself when the window is gone.
import { useEffect, useSyncExternalStore } from 'react';
import { conversationAt, usePath } from '../route';

const lockName = (conversation: string | null) => `warmline.front ${conversation ?? ''}`;

const isInFront = () => !document.hidden && document.hasFocus();

function subscribe(listener: () => void): () => void {
  window.addEventListener('focus', listener);
  window.addEventListener('blur', listener);
  document.addEventListener('visibilitychange', listener);
  return () => {
    window.removeEventListener('focus', listener);
    window.removeEventListener('blur', listener);
    document.removeEventListener('visibilitychange', listener);
  };
}

function hold(name: string): () => void {
  const released = new AbortController();
  const { signal } = released;
  const untilReleased = () =>
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  void navigator.locks
    .request(name, { mode: 'shared', signal }, untilReleased)
    .catch(() => undefined);
  return () => released.abort();
}

// Lets the other windows know of this one, for as long as the component is there.
export function useInFront(): void {
  const conversation = conversationAt(usePath());
  const inFront = useSyncExternalStore(subscribe, isInFront);
  useEffect(() => (inFront ? hold(lockName(conversation)) : undefined), [inFront, conversation]);
}

export interface InFront {
  any: boolean; // they have one of the windows before them
  shows: (conversation: string) => boolean; // and this conversation is open in it
}

export async function whatIsInFront(): Promise<InFront> {
  const { held = [] } = await navigator.locks.query();
  const names = new Set(held.map(({ name }) => name));
  // This window knows best of itself: its lock may be on its way.
  if (isInFront()) names.add(lockName(conversationAt(location.pathname)));
  return {
    any: [...names].some((name) => name?.startsWith(lockName(null))),
    shows: (conversation) => names.has(lockName(conversation)),
  };
}
