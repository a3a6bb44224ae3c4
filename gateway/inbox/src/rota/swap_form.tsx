import { Button, Group, Select } from '@mantine/core';
import { useState } from 'react';
import { rota, type Shift } from '../api/rota';
import { t } from '../words';
import classes from './rota.module.css';
import { useRota } from './rota_context';
import { stretchWords } from './rota_times';
import { useRotaAct } from './use_rota';
import { isOver } from './wall_shift';

// Asks somebody to take one's shift, perhaps for one of theirs.
export function SwapForm({ shift, onDone }: { shift: Shift; onDone: () => void }) {
  const { me, line, staff, coming, now } = useRota();
  const act = useRotaAct();
  const [to, setTo] = useState<string | null>(null);
  const [inReturn, setInReturn] = useState<string | null>(null);
  const theirs = coming.filter(
    (one) => to !== null && one.staff === to && !one.cancelled && !isOver(one, now),
  );
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (to === null) return;
        act.mutate(
          { act: () => rota.askSwap(shift.id, to, inReturn), done: t('rota.told.asked') },
          { onSuccess: onDone },
        );
      }}
    >
      <Select
        label={t('rota.swap.to')}
        placeholder={t('rota.swap.choose')}
        searchable
        data={staff.filter(({ id }) => id !== me.id).map(({ id, name }) => ({ value: id, label: name }))}
        value={to}
        onChange={(chosen) => {
          setTo(chosen);
          setInReturn(null);
        }}
      />
      <Select
        label={t('rota.swap.inReturn')}
        description={t('rota.swap.inReturnLead')}
        placeholder={t('rota.swap.nothing')}
        clearable
        disabled={theirs.length === 0}
        data={theirs.map((one) => ({ value: one.id, label: stretchWords(one, line.time_zone) }))}
        value={inReturn}
        onChange={setInReturn}
      />
      <Group justify="flex-end" gap="sm">
        <Button variant="default" radius="xl" size="md" onClick={onDone}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" radius="xl" size="md" disabled={to === null} loading={act.isPending}>
          {t('rota.swap.ask')}
        </Button>
      </Group>
    </form>
  );
}
