// The thread's pages as TanStack Query keeps them.
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { conversations } from '../api/calls';
import { keys } from '../api/keys';
import type { Page, Text } from '../api/types';
import { arrived, readAgain } from '../live/read_again';
import { liesInOlderPage, withNewest, withSent } from './pages';

export type KeptThread = InfiniteData<Page<Text>, string | null>;

function keep(
  client: QueryClient,
  id: string,
  change: (pages: Page<Text>[]) => Page<Text>[],
): void {
  client.setQueryData<KeptThread>(keys.texts(id), (kept) => {
    if (!kept) return kept;
    const pages = change(kept.pages);
    return { pages, pageParams: kept.pageParams.slice(0, pages.length) };
  });
}

// Reads what is new in a thread. A thread that nobody looks at is read when somebody does.
export async function refreshThread(
  client: QueryClient,
  id: string,
  changed: ReadonlySet<string>,
): Promise<void> {
  const queryKey = keys.texts(id);
  await arrived(client, queryKey);
  const query = client.getQueryCache().find<KeptThread>({ queryKey });
  const kept = query?.state.data;
  if (!query?.isActive() || !kept || liesInOlderPage(kept.pages, changed)) {
    await readAgain(client, queryKey);
    return;
  }
  const newest = await conversations.texts(id, null);
  const merged = withNewest(query.state.data?.pages ?? [], newest);
  // An older page that is on its way would come with the pages as they were when it left.
  if (merged === null || query.state.fetchStatus === 'fetching') await readAgain(client, queryKey);
  else keep(client, id, () => merged);
}

export function keepSentText(client: QueryClient, conversation: string, text: Text): void {
  keep(client, conversation, (pages) => withSent(pages, text));
}
