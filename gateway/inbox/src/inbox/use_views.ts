// The lists of conversations and the lines, as they are kept in the browser.
import {
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useQuery,
  type QueryClient,
} from '@tanstack/react-query';
import { conversations, lines } from '../api/calls';
import { keys } from '../api/keys';
import type { Line, View } from '../api/types';
import { useSignedIn } from '../session/session';
import { newsCount } from './order';

const rarelyMs = 10 * 60_000;

const viewQuery = (view: View) =>
  infiniteQueryOptions({
    queryKey: keys.view(view),
    queryFn: ({ pageParam }) => conversations.page(view, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export function useView(view: View, enabled = true) {
  return useInfiniteQuery({
    ...viewQuery(view),
    enabled,
    select: (kept) => kept.pages.flatMap((page) => page.items),
  });
}

// What the first screen shows; a list that does not come says so where it is shown.
export async function readFirstLists(client: QueryClient): Promise<void> {
  const first: readonly View[] = ['offered', 'mine', 'waiting'];
  await Promise.all(first.map((view) => client.infiniteQuery(viewQuery(view))));
}

export function useMyOpenCount(): number {
  return useView('mine').data?.length ?? 0;
}

// Of those, how many wait for an answer.
export function useMyWaitingCount(): number {
  return (useView('mine').data ?? []).filter(({ waiting_since }) => waiting_since !== null).length;
}

// What is new for oneself, as the title of the page and the way back to the list show it.
export function useNewsCount(): number {
  const { me } = useSignedIn();
  // A coordinator sees what is offered to others as well; it is no news for them.
  const offered = (useView('offered').data ?? []).filter(({ offered_to }) => offered_to === me.id);
  return newsCount(offered, useView('mine').data ?? []);
}

export const linesQuery = queryOptions({
  queryKey: keys.lines,
  queryFn: lines.all,
  staleTime: rarelyMs,
});

export function useLines(): Line[] {
  return useQuery(linesQuery).data?.items ?? [];
}

// Whether the configuration no longer has it; false while that is not known.
export function useLineIsGone(id: string | undefined): boolean {
  const all = useLines();
  return id !== undefined && all.length > 0 && !all.some((line) => line.id === id);
}

export function useLine(id: string | undefined): Line | null {
  return useLines().find((line) => line.id === id) ?? null;
}
