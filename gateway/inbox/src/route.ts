// The three addresses of the app: "/", "/c/{conversation}", "/signin".
import { useSyncExternalStore } from 'react';

export type Route = { page: 'list' } | { page: 'conversation'; id: string } | { page: 'sign in' };

export const paths = {
  list: '/',
  signIn: '/signin',
  conversation: (id: string) => `/c/${encodeURIComponent(id)}`,
};

export function routeOf(path: string): Route {
  if (path === paths.signIn) return { page: 'sign in' };
  const id = /^\/c\/([^/]+)$/.exec(path)?.[1];
  if (id === undefined) return { page: 'list' };
  try {
    return { page: 'conversation', id: decodeURIComponent(id) };
  } catch {
    return { page: 'list' };
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

export function useRoute(): Route {
  return routeOf(useSyncExternalStore(subscribe, () => location.pathname));
}
