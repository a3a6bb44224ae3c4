import { Button } from '@mantine/core';
import { useState } from 'react';
import { rota, type Shift } from '../api/rota';
import { Sheet } from '../sheet';
import { t } from '../words';
import { draftOf } from './draft';
import classes from './rota.module.css';
import { useRota } from './rota_context';
import { stretchWords } from './rota_times';
import { SwapForm } from './swap_form';
import { useRotaAct, type RotaAct } from './use_rota';
import { isOver, ruleOfShift, wallShift } from './wall_shift';

interface ActsProps {
  shift: Shift;
  onDone: () => void;
  onSwap: () => void;
}

// What whoever looks at a shift may do with it.
function Acts({ shift, onDone, onSwap }: ActsProps) {
  const { me, line, coordinates, now, rules, plan } = useRota();
  const act = useRotaAct();
  const rule = ruleOfShift(shift, rules);
  const does = (wanted: RotaAct) => () => act.mutate(wanted, { onSuccess: onDone });
  if (isOver(shift, now)) return <p className={classes.quiet}>{t('rota.shift.over')}</p>;
  const mine = shift.staff === me.id;
  const from = wallShift(shift, line.time_zone).day;
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
        <Button
          variant="subtle"
          radius="xl"
          onClick={does({ act: () => rota.endRule(rule.id, from), done: t('rota.told.ended') })}
        >
          {t('rota.shift.end')}
        </Button>
      )}
    </div>
  );
}

// One shift, and what there is to do about it.
export function ShiftSheet({ shift, onDone }: { shift: Shift; onDone: () => void }) {
  const { me, line } = useRota();
  const [swapping, setSwapping] = useState(false);
  const whose = shift.staff === me.id ? t('rota.yours') : (shift.staff_name ?? t('rota.open'));
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
        <Acts shift={shift} onDone={onDone} onSwap={() => setSwapping(true)} />
      )}
    </Sheet>
  );
}
