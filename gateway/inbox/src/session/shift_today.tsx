// When one is on the rota today. Nothing until that is known of every line one works.
import { useQueries } from '@tanstack/react-query';
import { keys } from '../api/keys';
import { rota } from '../api/rota';
import { useLines } from '../inbox/use_views';
import { useNow } from '../use_now';
import { t } from '../words';
import { perLanguage } from '../words/language';
import { clockTime } from '../words/times';
import { useSignedIn } from './session';
import { dayAround, shiftsToday } from './shifts_today';

const minuteMs = 60_000;

const listed = perLanguage((tag) => new Intl.ListFormat(tag));

export function ShiftToday() {
  const { me } = useSignedIn();
  const now = useNow(minuteMs);
  const { from, to } = dayAround(now);
  const lines = useLines().filter(({ id }) => me.lines.length === 0 || me.lines.includes(id));
  const asked = useQueries({
    queries: lines.map(({ id }) => ({
      queryKey: keys.rotaOf(id, 'shifts', from, to),
      queryFn: () => rota.shifts(id, from, to),
    })),
  });
  if (asked.length === 0 || asked.some(({ data }) => data === undefined)) return null;
  const all = asked.flatMap(({ data }) => data?.items ?? []);
  const shifts = shiftsToday(all, me.id, now);
  if (shifts.length === 0) return t('session.presence.noShiftToday');
  const hours = shifts.map(({ starts, ends }) =>
    t('session.presence.shiftHours', { from: clockTime(starts), to: clockTime(ends) }),
  );
  return t('session.presence.shiftToday', { hours: listed().format(hours) });
}
