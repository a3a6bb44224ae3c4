import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Notices } from './notices_place';
import { queryClient } from './query_client';
import { paths, usePath } from './route';
import { SessionGate } from './session/session_gate';
import { Shell } from './shell/shell';
import { theme } from './theme';

const JoinPage = lazy(async () => ({ default: (await import('./staff/join_page')).JoinPage }));

// Whoever comes by a link has not signed in yet.
function Place() {
  if (usePath() === paths.join) {
    return (
      <Suspense>
        <JoinPage />
      </Suspense>
    );
  }
  return (
    <SessionGate>
      <Shell />
    </SessionGate>
  );
}

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Notices />
      <QueryClientProvider client={queryClient}>
        <Place />
      </QueryClientProvider>
    </MantineProvider>
  );
}
