import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { InboxPage } from './inbox/inbox_page';
import { Notices } from './notices_place';
import { queryClient } from './query_client';
import { SessionGate } from './session/session_gate';
import { theme } from './theme';

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Notices />
      <QueryClientProvider client={queryClient}>
        <SessionGate>
          <InboxPage />
        </SessionGate>
      </QueryClientProvider>
    </MantineProvider>
  );
}
