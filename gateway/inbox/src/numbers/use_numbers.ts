import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { lines } from '../api/calls';
import { keys } from '../api/keys';
import { numbersCalls, numbersKeys } from '../api/numbers';
import { useNow } from '../use_now';
import { dayIn, periodOf, type Preset } from './periods';

const clockMs = 60_000;
// What happens meanwhile is in there soon; nothing on this page is read by the second.
const freshMs = 60_000;

export type Chosen = { preset: Preset } | { from: string; to: string };

// Which line and days somebody looks at, and what there is to see.
export function useNumbers() {
  const now = useNow(clockMs);
  const all = useQuery({ queryKey: keys.lines, queryFn: lines.all }).data?.items ?? [];
  const [lineId, setLine] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Chosen>({ preset: 'month' });
  const line = all.find(({ id }) => id === lineId) ?? all[0];
  const today = dayIn(line?.time_zone ?? 'UTC', now);
  const period = 'preset' in chosen ? periodOf(chosen.preset, today) : chosen;
  const asked = { line: line?.id ?? '', ...period };
  const answer = useQuery({
    queryKey: numbersKeys.of(asked),
    queryFn: () => numbersCalls.of(asked),
    enabled: line !== undefined,
    staleTime: freshMs,
    placeholderData: keepPreviousData,
  });
  return { all, line, setLine, chosen, setChosen, today, asked, answer };
}
