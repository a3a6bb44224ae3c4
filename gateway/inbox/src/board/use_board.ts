// What the board shows, as it is kept in the browser. The live feed marks it as stale.
import { queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { board, type Queued } from '../api/board';
import { lines } from '../api/calls';
import { keys } from '../api/keys';
import { rota } from '../api/rota';
import type { Conversation, Line } from '../api/types';
import { linesQuery } from '../inbox/use_views';

const rarelyMs = 10 * 60_000;
const restMs = { least: 150, most: 5_000 };
// A long queue may take most of the time between two readings of it.
const restPerReading = 4;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export interface ReadQueue {
  items: Queued[];
  tookMs: number;
}

async function readQueue(line: string | null): Promise<ReadQueue> {
  const began = performance.now();
  const items = await board.queue(line);
  return { items, tookMs: performance.now() - began };
}

function restAfter(tookMs: number): number {
  return Math.min(restMs.most, Math.max(restMs.least, restPerReading * tookMs));
}

// Everyone who waits, in the queue's order. Read again when something happened to a conversation,
// and the longer a reading takes, the longer the pause before the next one; longest after one that
// failed.
export function useQueue(line: string | null) {
  const asked = useQuery({
    queryKey: keys.queue(line),
    queryFn: () => readQueue(line),
    staleTime: Infinity,
  });
  const { isStale, isFetching, isPending, isError, refetch, errorUpdateCount } = asked;
  const rest = isError ? restMs.most : restAfter(asked.data?.tookMs ?? 0);
  useEffect(() => {
    if (isPending || !isStale || isFetching) return;
    const timer = setTimeout(() => void refetch(), rest);
    return () => clearTimeout(timer);
  }, [isPending, isStale, isFetching, refetch, rest]);
  return {
    items: asked.data?.items ?? none,
    isPending,
    // Until it comes, however often it is tried: TanStack Query forgets it with each attempt at a
    // first reading.
    hasFailed: isError || (isPending && errorUpdateCount > 0),
    refetch,
  };
}

const none: readonly Queued[] = [];
const nobodys: readonly Conversation[] = [];

// What somebody has, or is offered.
export function useHeldBy(line: string | null) {
  const open = useQuery({
    queryKey: keys.held('open', line),
    queryFn: () => board.held('open', line),
  });
  const offered = useQuery({
    queryKey: keys.held('offered', line),
    queryFn: () => board.held('offered', line),
  });
  return { open: open.data ?? nobodys, offered: offered.data ?? nobodys };
}

const peersQuery = (line: string | null) =>
  queryOptions({ queryKey: keys.peers(line), queryFn: () => lines.peers(line) });

export function useBoardPeers(line: string | null) {
  return useQuery(peersQuery(line)).data?.items;
}

// How the lines stand, and who is on, changes with the time alone too: a switch lapses, hours begin
// and end, somebody is late. No event tells that; it is read again for as long as the page is in sight.
const byTheMinute = { refetchInterval: minuteMs };

export function useLinesByTheMinute(): Line[] {
  return useQuery({ ...linesQuery, ...byTheMinute }).data?.items ?? [];
}

export function usePeersByTheMinute(line: string | null) {
  return useQuery({ ...peersQuery(line), ...byTheMinute });
}

// Who is on the rota of a line around now.
export function shiftsAround(line: string, now: Date) {
  const hour = Math.floor(now.getTime() / hourMs) * hourMs;
  const from = new Date(hour - 24 * hourMs).toISOString();
  const to = new Date(hour + 24 * hourMs).toISOString();
  return queryOptions({
    queryKey: keys.rotaOf(line, 'around', from),
    queryFn: () => rota.shifts(line, from, to),
    staleTime: rarelyMs,
  });
}

export function usePages() {
  const asked = useQuery({ queryKey: keys.pages, queryFn: board.pages });
  return asked.data?.items ?? [];
}

export function useOnCall(line: string) {
  return useQuery({ queryKey: keys.onCall(line), queryFn: () => board.onCall(line) });
}

export function useTroubledTexts(line: string) {
  return useInfiniteQuery({
    queryKey: keys.troubled(line),
    queryFn: ({ pageParam }) => board.troubledTexts(line, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    select: (kept) => kept.pages.flatMap((page) => page.items),
  });
}
