import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { activity, activityKeys, type Happened } from '../api/activity';
import { narrowed, type Chosen } from './narrowing';

export const tableRowsMax = 5_000;

// What happened, as far back as was asked for. It stays as it was read: what happens meanwhile
// must not move it.
export function useActivity(chosen: Chosen) {
  const wanted = useMemo(() => narrowed(chosen), [chosen]);
  const asked = useInfiniteQuery({
    queryKey: activityKeys.of(wanted),
    queryFn: ({ pageParam }) => activity.page(wanted, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
    gcTime: 0,
  });
  const pages = asked.data?.pages;
  const all = useMemo(() => (pages ?? []).flatMap((page) => page.items), [pages]);
  return { ...asked, all };
}

// All of it, up to a bound.
export async function gather(chosen: Chosen): Promise<Happened[]> {
  const wanted = narrowed(chosen);
  const all: Happened[] = [];
  for (let cursor: string | null = null; ; ) {
    const page = await activity.bigPage(wanted, cursor);
    all.push(...page.items);
    if (page.next === null || all.length >= tableRowsMax) return all.slice(0, tableRowsMax);
    cursor = page.next;
  }
}
