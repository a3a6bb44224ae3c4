// The rota as it is kept in the browser, and what is done with it.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lines } from '../api/calls';
import { keys } from '../api/keys';
import { rota } from '../api/rota';
import { readAgain } from '../live/read_again';
import { notices } from '../notices';

const dayMs = 24 * 60 * 60_000;
// As far ahead as one plans; what the lists beside the calendar show.
const aheadDays = 60;

export interface Range {
  from: string;
  to: string;
}

// From today's midnight in UTC, so that the question stays the same for a day.
export function comingRange(now: Date): Range {
  const from = Math.floor(now.getTime() / dayMs) * dayMs;
  return {
    from: new Date(from - dayMs).toISOString(),
    to: new Date(from + aheadDays * dayMs).toISOString(),
  };
}

export function useShifts(line: string, { from, to }: Range) {
  const asked = useQuery({
    queryKey: keys.rotaOf(line, 'shifts', from, to),
    queryFn: () => rota.shifts(line, from, to),
    placeholderData: keepPreviousData,
  });
  return asked.data?.items;
}

export function useGaps(line: string, { from, to }: Range) {
  const asked = useQuery({
    queryKey: keys.rotaOf(line, 'gaps', from, to),
    queryFn: () => rota.uncovered(line, from, to),
    placeholderData: keepPreviousData,
  });
  return asked.data?.items;
}

export function useRules(line: string) {
  const asked = useQuery({
    queryKey: keys.rotaOf(line, 'rules'),
    queryFn: () => rota.rules(line),
  });
  return asked.data?.items;
}

// Everybody who works the line, by name.
export function useStaffOf(line: string) {
  const asked = useQuery({ queryKey: keys.peers(line), queryFn: () => lines.peers(line) });
  return asked.data?.items;
}

export interface RotaAct {
  act: () => Promise<unknown>;
  // What to say once it is done.
  done?: string;
}

// Does one thing with the rota. What the calendar shows afterwards is what the service says.
export function useRotaAct() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ act }: RotaAct) => act(),
    onSuccess: (_, { done }) => {
      if (done !== undefined) notices.tell(done);
    },
    onError: (error) => notices.refused(error),
    onSettled: () => readAgain(client, keys.rota),
  });
}
