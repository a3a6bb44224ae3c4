import { Button } from '@mantine/core';
import { useState } from 'react';
import { rota, type Shift } from '../api/rota';
import { Ask } from '../ask';
import { Sheet } from '../sheet';
import { t } from '../words';
import { draftOf } from './draft';
import classes from './rota.module.css';
import { useRota } from './rota_context';
import { startDay, stretchWords } from './rota_times';
import { SwapForm } from './swap_form';
import { useRotaAct, type RotaAct } from './use_rota';
import { isOver, ruleOfShift, wallShift } from './wall_shift';

interface ActsProps {
  shift: Shift;
  onDone: () => void;
  onSwap: () => void;
  onEnd: () => void;
}

// What whoever looks at a shift may do with it.
function Acts({ shift, onDone, onSwap, onEnd }: ActsProps) {
  const { me, line, coordinates, now, rules, plan } = useRota();
  const act = useRotaAct();
  const rule = ruleOfShift(shift, rules);
  const does = (wanted: RotaAct) => () => act.mutate(wanted, { onSuccess: onDone });
  if (isOver(shift, now)) return <p className={classes.quiet}>{t('rota.shift.over')}</p>;
  const mine = shift.staff === me.id;
  return (
    <div className={classes.acts}>
      {shift.staff === null && !shift.cancelled && (
        <Button
          radius="xl"
          loading={act.isPending}
          onClick={does({ act: () => rota.takeShift(shift.id), done: t('rota.told.taken') })}
        >
          {t('rota.shift.take')}
        </Button>
      )}
      {mine && !shift.cancelled && (
        <Button variant="default" radius="xl" onClick={onSwap}>
          {t('rota.shift.swap')}
        </Button>
      )}
      {coordinates && !shift.cancelled && (
        <>
          <Button
            variant="default"
            radius="xl"
            onClick={() => {
              onDone();
              plan(draftOf(shift, rule, line.time_zone));
            }}
          >
            {t('rota.shift.change')}
          </Button>
          <Button
            variant="default"
            radius="xl"
            onClick={does({ act: () => rota.cancelShift(shift.id), done: t('rota.told.cancelled') })}
          >
            {t('rota.shift.cancel')}
          </Button>
        </>
      )}
      {coordinates && (shift.changed || shift.cancelled) && (
        <Button
          variant="default"
          radius="xl"
          onClick={does({ act: () => rota.restoreShift(shift.id), done: t('rota.told.restored') })}
        >
          {t('rota.shift.restore')}
        </Button>
      )}
      {coordinates && rule && rule.repeats !== '' && (
        <Button variant="subtle" radius="xl" onClick={onEnd}>
          {t('rota.shift.end')}
        </Button>
      )}
    </div>
  );
}

interface EndProps {
  shift: Shift;
  onDone: () => void;
  onStay: () => void;
}

// It takes all that is to come of a series out of the rota, and nothing brings that back.
function EndSeries({ shift, onDone, onStay }: EndProps) {
  const { line, rules } = useRota();
  const act = useRotaAct();
  const rule = ruleOfShift(shift, rules);
  const end = () => {
    const from = wallShift(shift, line.time_zone).day;
    if (rule) act.mutate({ act: () => rota.endRule(rule.id, from), done: t('rota.told.ended') });
    onDone();
  };
  return (
    <Ask
      heading={t('rota.end.heading')}
      confirm={t('rota.end.confirm')}
      stay={t('rota.end.stay')}
      onConfirm={end}
      onStay={onStay}
    >
      <p>{t('rota.end.lead', { day: startDay(shift, line.time_zone) })}</p>
      <p>{t('rota.end.one')}</p>
    </Ask>
  );
}

// One shift, and what there is to do about it.
export function ShiftSheet({ shift, onDone }: { shift: Shift; onDone: () => void }) {
  const { me, line } = useRota();
  const [swapping, setSwapping] = useState(false);
  const [ending, setEnding] = useState(false);
  const whose = shift.staff === me.id ? t('rota.yours') : (shift.staff_name ?? t('rota.open'));
  if (ending) return <EndSeries shift={shift} onDone={onDone} onStay={() => setEnding(false)} />;
  return (
    <Sheet title={stretchWords(shift, line.time_zone)} onClose={onDone}>
      <p>
        <b>{whose}</b>
        {shift.cancelled && ` · ${t('rota.cancelled')}`}
        {shift.changed && !shift.cancelled && ` · ${t('rota.changed')}`}
      </p>
      {swapping ? (
        <SwapForm shift={shift} onDone={onDone} />
      ) : (
        <Acts
          shift={shift}
          onDone={onDone}
          onSwap={() => setSwapping(true)}
          onEnd={() => setEnding(true)}
        />
      )}
    </Sheet>
  );
}
