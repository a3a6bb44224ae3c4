import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { Notices } from './notices_place';
import { queryClient } from './query_client';
import { SessionGate } from './session/session_gate';
import { Shell } from './shell/shell';
import { theme } from './theme';

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Notices />
      <QueryClientProvider client={queryClient}>
        <SessionGate>
          <Shell />
        </SessionGate>
      </QueryClientProvider>
    </MantineProvider>
  );
}
