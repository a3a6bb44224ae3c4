// The swaps that wait, and those among them that wait for oneself.
import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { keys } from '../api/keys';
import { rota, type Swap } from '../api/rota';
import type { Staff } from '../api/types';
import { useLines } from '../inbox/use_views';
import { isCoordinator, useSignedIn } from '../session/session';

const swapsQuery = (line: string) =>
  queryOptions({ queryKey: keys.rotaOf(line, 'swaps'), queryFn: () => rota.swaps(line) });

export function useSwaps(line: string): readonly Swap[] | undefined {
  return useQuery(swapsQuery(line)).data?.items;
}

export const asksFor = (me: Staff, { asked, state }: Swap) => asked === me.id && state === 'asked';

export const mayApprove = (me: Staff, { state }: Swap) => isCoordinator(me) && state === 'accepted';

// How many of each line wait for a word of theirs, by the line's id.
export function useSwapsToDecide(): ReadonlyMap<string, number> {
  const { me } = useSignedIn();
  const lines = useLines();
  const asked = useQueries({ queries: lines.map(({ id }) => swapsQuery(id)) });
  return new Map(
    lines.map(({ id }, index) => {
      const swaps = asked[index]?.data?.items ?? [];
      return [id, swaps.filter((swap) => asksFor(me, swap) || mayApprove(me, swap)).length];
    }),
  );
}
