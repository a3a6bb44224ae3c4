import { QueryCache, QueryClient } from '@tanstack/react-query';
import { keys } from './api/keys';
import { Problem } from './api/problem';
import type { Session } from './api/types';

const freshMs = 30_000;
const retries = 2;

function mayHelpToRetry(failures: number, error: unknown): boolean {
  return error instanceof Problem && error.outcomeIsOpen && failures < retries;
}

// The live feed says what has changed, so nothing is read again merely because time has passed or
// the window has come to the front.
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof Problem && error.code === 'not_signed_in') signedOut();
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: freshMs,
      retry: mayHelpToRetry,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

// Nothing that was read for one person is left for another.
export function dropAllRead(): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] });
}

// From now on this is their page.
export function signedIn(session: Session): void {
  dropAllRead();
  queryClient.setQueryData(keys.session, session);
}

export function signedOut(): void {
  queryClient.setQueryData(keys.session, null);
}
