import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLines } from '../inbox/use_views';
import { peopleOnBoard, type PersonOnBoard } from './people';
import { shiftsAround, useHeldBy, usePeersByTheMinute } from './use_board';

const minuteMs = 60_000;

// Everyone who works the line (or any), with what they have. The same for as long as nothing about
// them changes.
export function usePeopleOnBoard(line: string | null, now: Date): PersonOnBoard[] {
  const lines = useLines().filter(({ id }) => line === null || id === line);
  const peers = usePeersByTheMinute(line);
  const { open, offered } = useHeldBy(line);
  const minute = Math.floor(now.getTime() / minuteMs) * minuteMs;
  const shifts = useQueries({
    queries: lines.map(({ id }) => shiftsAround(id, new Date(minute))),
    combine: (asked) => asked.flatMap(({ data }) => data?.items ?? []),
  });
  return useMemo(
    () => peopleOnBoard(peers ?? [], [...offered, ...open], shifts, new Date(minute)),
    [peers, offered, open, shifts, minute],
  );
}
