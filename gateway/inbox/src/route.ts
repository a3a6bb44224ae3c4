// Where one is in the app. Which addresses there are: pages.ts.
import { useSyncExternalStore } from 'react';

export const paths = {
  inbox: '/',
  signIn: '/signin',
  search: '/search',
  settings: '/settings',
  join: '/join',
  conversation: (id: string) => `/c/${encodeURIComponent(id)}`,
};

// The id in "/c/{conversation}"; null at other addresses.
export function conversationAt(path: string): string | null {
  const id = /^\/c\/([^/]+)$/.exec(path)?.[1];
  if (id === undefined) return null;
  try {
    return decodeURIComponent(id);
  } catch {
    return null;
  }
}

const moved = 'warmline:moved';

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(moved, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(moved, listener);
  };
}

export function goTo(path: string, how: 'push' | 'replace' = 'push'): void {
  if (path === location.pathname) return;
  if (how === 'push') history.pushState(null, '', path);
  else history.replaceState(null, '', path);
  window.dispatchEvent(new Event(moved));
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname);
}
