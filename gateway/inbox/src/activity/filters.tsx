// What to show of all that happened.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Line } from '../api/types';
import type { Staff } from '../api/staff';
import { t } from '../words';
import classes from './activity.module.css';
import { groupNames, type Chosen, type Group } from './narrowing';

interface FiltersProps {
  chosen: Chosen;
  change: (more: Partial<Chosen>) => void;
  lines: readonly Line[];
  staff: readonly Staff[];
  // Of the conversation that all this is about, where it is about one.
  codename: string | null;
}

const orNull = (value: string) => (value === '' ? null : value);

export function Filters({ chosen, change, lines, staff, codename }: FiltersProps) {
  const people = staff.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className={classes.filters}>
      <NativeSelect
        label={t('activity.what')}
        value={chosen.group}
        onChange={(event) => change({ group: event.currentTarget.value as Group })}
        data={groupNames.map((group) => ({ value: group, label: t(`activity.groups.${group}`) }))}
      />
      <NativeSelect
        label={t('activity.who')}
        value={chosen.actor ?? ''}
        onChange={(event) => change({ actor: orNull(event.currentTarget.value) })}
        data={[{ value: '', label: t('activity.everyone') }, ...people]}
      />
      {lines.length > 1 && (
        <NativeSelect
          label={t('activity.line')}
          value={chosen.line ?? ''}
          onChange={(event) => change({ line: orNull(event.currentTarget.value) })}
          data={[
            { value: '', label: t('activity.everyLine') },
            ...lines.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <TextInput
        type="date"
        label={t('activity.from')}
        value={chosen.from}
        {...(chosen.to !== '' && { max: chosen.to })}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('activity.to')}
        value={chosen.to}
        {...(chosen.from !== '' && { min: chosen.from })}
        onChange={(event) => change({ to: event.currentTarget.value })}
      />
      {chosen.conversation !== null && (
        <Button variant="light" radius="xl" onClick={() => change({ conversation: null })}>
          {t('activity.only', { codename: codename ?? t('activity.someone') })} ×
        </Button>
      )}
    </div>
  );
}
