// The thread's pages as TanStack Query keeps them.
import type { InfiniteData, Query, QueryClient } from '@tanstack/react-query';
import { conversations } from '../api/calls';
import { keys } from '../api/keys';
import type { Page, Text } from '../api/types';
import { arrived, readAgain } from '../live/read_again';
import { coversNews, joined, olderPagesWith, withNewest, withSent } from './pages';

// Of what happened since, at the most.
const pagesMost = 20;
const textsPerPageMost = 100;
const orThrow = { throwOnError: true };

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

// What happened since, as one page; as much of it as it takes until `isEnough`.
async function readNewest(
  id: string,
  isEnough: (newest: Page<Text>) => boolean,
): Promise<Page<Text>> {
  let newest = await conversations.texts(id, null);
  for (let pages = 1; pages < pagesMost && newest.next !== null && !isEnough(newest); pages += 1) {
    const older = await conversations.texts(id, newest.next);
    newest = { items: [...older.items, ...newest.items], next: older.next };
  }
  return newest;
}

async function readOlderPages(
  id: string,
  { pages, pageParams }: KeptThread,
  changed: ReadonlySet<string>,
): Promise<Map<number, Page<Text>>> {
  const wanted = olderPagesWith(pages, changed);
  const read = wanted.map(async (index) => {
    // As many as it has: what was read around an older text has pages of another size.
    const most = Math.min(pages[index]?.items.length ?? 1, textsPerPageMost);
    const page = await conversations.texts(id, pageParams[index] ?? null, most);
    return [index, page] as const;
  });
  return new Map(await Promise.all(read));
}

// Reads again what is shown around an older text, where something of it changed.
async function refreshAround(
  client: QueryClient,
  id: string,
  changed: ReadonlySet<string>,
): Promise<void> {
  const hasChanged = (kept: KeptThread | undefined) =>
    kept?.pages.some(({ items }) => items.some((text) => changed.has(text.id))) ?? false;
  const predicate = ({ state }: Query) => hasChanged(state.data as KeptThread | undefined);
  await client.invalidateQueries({ queryKey: keys.allAround(id), predicate }, orThrow);
}

async function refreshNewest(
  client: QueryClient,
  id: string,
  changed: ReadonlySet<string>,
): Promise<void> {
  const queryKey = keys.texts(id);
  const query = client.getQueryCache().find<KeptThread>({ queryKey });
  const kept = query?.state.data;
  if (!query?.isActive() || !kept) {
    await readAgain(client, queryKey, orThrow);
    return;
  }
  const [newest, older] = await Promise.all([
    readNewest(id, (page) => coversNews(kept.pages, page, changed)),
    readOlderPages(id, kept, changed),
  ]);
  // An older page that is on its way would come with the pages as they were when it left.
  await arrived(client, queryKey);
  keep(client, id, (pages) => {
    const renewed = pages.map((page, index) => older.get(index) ?? page);
    // Where too much happened since, what was kept would stand apart from it.
    return withNewest(renewed, newest) ?? [newest];
  });
}

// Reads what is new in a thread, and of the rest only what changed: somebody may have paged through
// thousands of texts. A thread that nobody looks at is read when somebody does. Throws a Problem
// where it can't be read.
export async function refreshThread(
  client: QueryClient,
  id: string,
  changed: ReadonlySet<string>,
): Promise<void> {
  await arrived(client, keys.texts(id));
  await Promise.all([refreshAround(client, id, changed), refreshNewest(client, id, changed)]);
}

export function keepSentText(client: QueryClient, conversation: string, text: Text): void {
  keep(client, conversation, (pages) => withSent(pages, text));
}

// From what was read around an older text on, the thread is one again.
export function joinThread(client: QueryClient, id: string, around: readonly Page<Text>[]): void {
  client.setQueryData<KeptThread>(keys.texts(id), (kept) => {
    if (!kept) return kept;
    return joined(kept, around) ?? kept;
  });
}
