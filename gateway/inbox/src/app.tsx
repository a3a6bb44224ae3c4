import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { Notices } from './notices_place';
import { queryClient } from './query_client';
import { paths, usePath } from './route';
import { SessionGate } from './session/session_gate';
import { Shell } from './shell/shell';
import { theme } from './theme';
import { whenIdle } from './when_idle';

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

// Nothing on the first screen needs this.
function Later({ children }: { children: ReactNode }) {
  const [isTime, setIsTime] = useState(false);
  useEffect(() => whenIdle(() => setIsTime(true)), []);
  return isTime && children;
}

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Later>
        <Notices />
      </Later>
      <QueryClientProvider client={queryClient}>
        <Place />
      </QueryClientProvider>
    </MantineProvider>
  );
}
