import { QueryCache, QueryClient } from '@tanstack/react-query';
import { keys } from './api/keys';
import { Problem } from './api/problem';

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

export function signedOut(): void {
  queryClient.setQueryData(keys.session, null);
}
