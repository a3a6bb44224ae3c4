import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { conversations } from '../api/calls';
import { keys } from '../api/keys';
import { textsInOrder } from './pages';

export function useConversation(id: string) {
  return useQuery({ queryKey: keys.conversation(id), queryFn: () => conversations.one(id) });
}

export function useThread(id: string) {
  const asked = useInfiniteQuery({
    queryKey: keys.texts(id),
    queryFn: ({ pageParam }) => conversations.texts(id, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const pages = asked.data?.pages;
  const texts = useMemo(() => textsInOrder(pages ?? []), [pages]);
  return { asked, texts };
}
