// Beside the calendar: what is uncovered, what is open, swaps, and one's own shifts.
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { rota, type Gap, type Shift, type Swap } from '../api/rota';
import { t } from '../words';
import { newDraft } from './draft';
import classes from './rota.module.css';
import { useRota } from './rota_context';
import { stretchWords } from './rota_times';
import { useRotaAct, type RotaAct } from './use_rota';
import { asksFor, mayApprove } from './use_swaps';
import { isOver, wallShift } from './wall_shift';

const shownMost = 12;

interface ListProps {
  heading: string;
  none: string;
  // Null while it is not known: nothing is claimed then.
  count: number | null;
  children: ReactNode;
}

function Listed({ heading, none, count, children }: ListProps) {
  return (
    <section className={classes.part}>
      <h2>
        {heading}
        {count !== null && count > 0 && <span className={classes.count}>{count}</span>}
      </h2>
      {count === 0 && <p className={classes.quiet}>{none}</p>}
      <ul className={classes.list} aria-label={heading}>
        {children}
      </ul>
    </section>
  );
}

const dayMs = 24 * 60 * 60_000;
const shiftMs = 4 * 60 * 60_000;

// What of it is still to come.
function leftOf(gap: Gap, now: Date): Gap {
  return new Date(gap.starts) < now ? { ...gap, starts: now.toISOString() } : gap;
}

// Of days without anybody, as much as one shift may begin with.
function firstOf(gap: Gap): Pick<Gap, 'starts' | 'ends'> {
  const starts = new Date(gap.starts).getTime();
  if (new Date(gap.ends).getTime() - starts < dayMs) return gap;
  return { starts: gap.starts, ends: new Date(starts + shiftMs).toISOString() };
}

// Open hours that neither a shift nor an open shift covers, and that are still to come.
export function Uncovered({ gaps }: { gaps: readonly Gap[] | undefined }) {
  const { line, coordinates, now, plan } = useRota();
  const bare = (gaps ?? [])
    .filter((gap) => gap.shift === null && !isOver(gap, now))
    .map((gap) => leftOf(gap, now));
  return (
    <Listed heading={t('rota.uncovered.heading')} none={t('rota.uncovered.none')} count={gaps ? bare.length : null}>
      {bare.slice(0, shownMost).map((gap) => (
        <li key={gap.starts} className={classes.item} data-kind="gap">
          <span>{stretchWords(gap, line.time_zone)}</span>
          {coordinates && (
            <Button
              size="compact-sm"
              radius="xl"
              variant="default"
              aria-label={t('rota.uncovered.planAt', { when: stretchWords(gap, line.time_zone) })}
              onClick={() => plan(newDraft(wallShift(firstOf(gap), line.time_zone)))}
            >
              {t('rota.uncovered.plan')}
            </Button>
          )}
        </li>
      ))}
    </Listed>
  );
}

function ShiftItem({ shift, act }: { shift: Shift; act: ReactNode }) {
  const { line, show } = useRota();
  return (
    <li className={classes.item}>
      <button type="button" className={classes.itemName} onClick={() => show(shift)}>
        {stretchWords(shift, line.time_zone)}
      </button>
      {act}
    </li>
  );
}

// Those that anybody of the line may take.
export function OpenShifts() {
  const { line, coming, isKnown, now } = useRota();
  const act = useRotaAct();
  const open = coming.filter((one) => one.staff === null && !one.cancelled && !isOver(one, now));
  return (
    <Listed heading={t('rota.openShifts.heading')} none={t('rota.openShifts.none')} count={isKnown ? open.length : null}>
      {open.slice(0, shownMost).map((shift) => (
        <ShiftItem
          key={shift.id}
          shift={shift}
          act={
            <Button
              size="compact-sm"
              radius="xl"
              aria-label={t('rota.openShifts.takeAt', { when: stretchWords(shift, line.time_zone) })}
              onClick={() =>
                act.mutate({ act: () => rota.takeShift(shift.id), done: t('rota.told.taken') })
              }
            >
              {t('rota.openShifts.take')}
            </Button>
          }
        />
      ))}
    </Listed>
  );
}

export function MyShifts() {
  const { me, coming, isKnown, now } = useRota();
  const mine = coming.filter((one) => one.staff === me.id && !one.cancelled && !isOver(one, now));
  return (
    <Listed heading={t('rota.mine.heading')} none={t('rota.mine.none')} count={isKnown ? mine.length : null}>
      {mine.slice(0, shownMost).map((shift) => (
        <ShiftItem key={shift.id} shift={shift} act={null} />
      ))}
    </Listed>
  );
}

function SwapItem({ swap }: { swap: Swap }) {
  const { me, line, coming } = useRota();
  const act = useRotaAct();
  const when = (id: string) => {
    const shift = coming.find((one) => one.id === id);
    return shift ? stretchWords(shift, line.time_zone) : t('rota.swap.aShift');
  };
  const button = (name: string, wanted: RotaAct, main = false) => (
    <Button
      size="compact-sm"
      radius="xl"
      variant={main ? 'filled' : 'default'}
      onClick={() => act.mutate(wanted)}
    >
      {name}
    </Button>
  );
  const name = (id: string, called: string | null) =>
    id === me.id ? t('people.you') : (called ?? t('common.someone'));
  const asker = name(swap.asked_by, swap.asked_by_name);
  const asked = name(swap.asked, swap.asked_name);
  const { id } = swap;
  return (
    <li className={classes.swap} data-state={swap.state}>
      <span>
        {t('rota.swap.words', { asker, asked, shift: when(swap.shift) })}
        {swap.in_return !== null &&
          ` ${t('rota.swap.wordsReturn', { shift: when(swap.in_return) })}`}
      </span>
      <small>{t(swap.state === 'asked' ? 'rota.swap.waitsForYes' : 'rota.swap.waitsForApproval')}</small>
      <span className={classes.swapActs}>
        {asksFor(me, swap) &&
          button(
            t('rota.swap.accept'),
            { act: () => rota.acceptSwap(id), done: t('rota.told.accepted') },
            true,
          )}
        {mayApprove(me, swap) &&
          button(
            t('rota.swap.approve'),
            { act: () => rota.approveSwap(id), done: t('rota.told.approved') },
            true,
          )}
        {button(swap.asked_by === me.id ? t('rota.swap.takeBack') : t('rota.swap.decline'), {
          act: () => rota.declineSwap(id),
          done: swap.asked_by === me.id ? t('rota.told.takenBack') : t('rota.told.declined'),
        })}
      </span>
    </li>
  );
}

export function Swaps({ swaps }: { swaps: readonly Swap[] | undefined }) {
  return (
    <Listed heading={t('rota.swap.heading')} none={t('rota.swap.none')} count={swaps?.length ?? null}>
      {swaps?.map((swap) => (
        <SwapItem key={swap.id} swap={swap} />
      ))}
    </Listed>
  );
}
