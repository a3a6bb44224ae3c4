// Where one is in the app. Which addresses there are: pages.ts.
import { useSyncExternalStore } from 'react';

export const paths = {
  inbox: '/',
  signIn: '/signin',
  search: '/search',
  settings: '/settings',
  join: '/join',
  conversation: (id: string) => `/c/${encodeURIComponent(id)}`,
  // At one of its texts.
  text: (id: string, text: string) => `/c/${encodeURIComponent(id)}/${encodeURIComponent(text)}`,
};

// The ids in "/c/{conversation}/{text}".
function idAt(path: string, place: 1 | 2): string | null {
  const id = /^\/c\/([^/]+)(?:\/([^/]+))?$/.exec(path)?.[place];
  if (id === undefined) return null;
  try {
    return decodeURIComponent(id);
  } catch {
    return null;
  }
}

// Null at other addresses.
export function conversationAt(path: string): string | null {
  return idAt(path, 1);
}

// The text that the conversation is opened at; null where it opens at its newest.
export function textAt(path: string): string | null {
  return idAt(path, 2);
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

let visits = 0;

export function goTo(path: string, how: 'push' | 'replace' = 'push'): void {
  visits += 1;
  if (path !== location.pathname) {
    if (how === 'push') history.pushState(null, '', path);
    else history.replaceState(null, '', path);
  }
  window.dispatchEvent(new Event(moved));
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname);
}

// Counts each time somebody is led to a place, also to where they are already.
export function useVisits(): number {
  return useSyncExternalStore(subscribe, () => visits);
}
