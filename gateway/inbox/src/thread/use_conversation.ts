import {
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { conversations } from '../api/calls';
import { keys } from '../api/keys';
import type { From, Page, Text } from '../api/types';
import { joinThread } from './kept_thread';
import { textsInOrder } from './pages';

export function useConversation(id: string) {
  return useQuery({ queryKey: keys.conversation(id), queryFn: () => conversations.one(id) });
}

// What is shown of a thread: from the newest on, or around an older text.
export interface Part {
  texts: Text[];
  isPending: boolean;
  isReading: boolean;
  hasFailed: boolean;
  hasOlder: boolean;
  // Whether the thread goes on after what is there.
  hasNewer: boolean;
  readOlder: () => void;
  readNewer: () => void;
  readAgain: () => void;
}

export interface ThreadAsked {
  // The texts up to the newest, whatever part is shown.
  newest: Text[];
  part: Part;
  // The text that it was to be opened at can't be shown.
  isLost: boolean;
}

function usePart(
  asked: UseInfiniteQueryResult<InfiniteData<Page<Text>>>,
  hasNewer: boolean,
): Part {
  const { data, fetchNextPage, fetchPreviousPage, refetch } = asked;
  const pages = data?.pages;
  const texts = useMemo(() => textsInOrder(pages ?? []), [pages]);
  return {
    texts,
    isPending: asked.isPending,
    isReading: asked.isFetchingNextPage || asked.isFetchingPreviousPage,
    hasFailed: asked.isError,
    hasOlder: asked.hasNextPage,
    hasNewer,
    readOlder: useCallback(() => void fetchNextPage(), [fetchNextPage]),
    readNewer: useCallback(() => void fetchPreviousPage(), [fetchPreviousPage]),
    readAgain: useCallback(() => void refetch(), [refetch]),
  };
}

// The newest texts, and older ones as far as somebody has read.
export function useNewest(id: string): Part & { isThere: boolean } {
  const asked = useInfiniteQuery({
    queryKey: keys.texts(id),
    queryFn: ({ pageParam }) => conversations.texts(id, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  return { ...usePart(asked, false), isThere: asked.isSuccess };
}

// Pages as those from the newest on: the later ones first.
function useAround(id: string, at: string | null, isWanted: boolean) {
  const asked = useInfiniteQuery({
    queryKey: keys.textsAround(id, at ?? ''),
    queryFn: ({ pageParam }) => conversations.textsFrom(id, pageParam),
    initialPageParam: { around: at ?? '' } as From,
    getNextPageParam: (page) => (page.next === null ? null : { before: page.next }),
    getPreviousPageParam: (page) => (page.newer == null ? null : { after: page.newer }),
    enabled: isWanted,
  });
  const client = useQueryClient();
  const pages = asked.data?.pages;
  useEffect(() => {
    if (isWanted && pages) joinThread(client, id, pages);
  }, [client, id, isWanted, pages]);
  return asked;
}

// With `at`, a text's id, what is around it, for as long as that does not reach what is there from
// the newest on: between thousands of texts nobody waits for all the pages.
export function useThread(id: string, at: string | null): ThreadAsked {
  const newest = useNewest(id);
  const holds = at === null || newest.texts.some((text) => text.id === at);
  const isApart = newest.isThere && !holds;
  const askedAround = useAround(id, at, isApart);
  const around = usePart(askedAround, true);
  return {
    newest: newest.texts,
    part: isApart ? around : newest,
    isLost: isApart && askedAround.isError && askedAround.data === undefined,
  };
}
