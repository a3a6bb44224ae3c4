import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLines } from '../inbox/use_views';
import { peopleOnBoard } from './people';
import { shiftsAround, useHeldBy, usePeersByTheMinute } from './use_board';

const minuteMs = 60_000;

// Everyone who works the line (or any), with what they have. The same for as long as nothing about
// them changes; null until it is known who they are.
export function usePeopleOnBoard(line: string | null, now: Date) {
  const lines = useLines().filter(({ id }) => line === null || id === line);
  const { data, isError, refetch } = usePeersByTheMinute(line);
  const peers = data?.items;
  const { open, offered } = useHeldBy(line);
  const minute = Math.floor(now.getTime() / minuteMs) * minuteMs;
  const shifts = useQueries({
    queries: lines.map(({ id }) => shiftsAround(id, new Date(minute))),
    combine: (asked) => asked.flatMap(({ data }) => data?.items ?? []),
  });
  const people = useMemo(
    () => peers && peopleOnBoard(peers, [...offered, ...open], shifts, new Date(minute)),
    [peers, offered, open, shifts, minute],
  );
  return { people: people ?? null, hasFailed: isError, refetch };
}
