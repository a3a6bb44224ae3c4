import { Button, Chip, Group, Radio, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { rota } from '../api/rota';
import { Sheet } from '../sheet';
import { t } from '../words';
import {
  faultOf,
  onDay,
  ruleChangeFrom,
  ruleFrom,
  shiftChangeFrom,
  type Draft,
} from './draft';
import { fromMonday, type Every } from './repeats';
import classes from './rota.module.css';
import { useRota } from './rota_context';
import { weekdayNames } from './rota_times';
import { useRotaAct, type RotaAct } from './use_rota';
import { wallShift } from './wall_shift';

interface PartProps {
  draft: Draft;
  onChange: (draft: Draft) => void;
}

const openShift = '';

function Who({ draft, onChange }: PartProps) {
  const { staff } = useRota();
  return (
    <Select
      label={t('rota.plan.who')}
      value={draft.staff ?? openShift}
      onChange={(chosen) => onChange({ ...draft, staff: chosen === openShift ? null : chosen })}
      allowDeselect={false}
      searchable
      data={[
        { value: openShift, label: t('rota.plan.open') },
        ...staff.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}

function When({ draft, onChange }: PartProps) {
  const { line } = useRota();
  return (
    <div className={classes.when}>
      <TextInput
        type="date"
        label={draft.scope === 'all' && draft.of === null ? t('rota.plan.firstDay') : t('rota.plan.day')}
        value={draft.day}
        required
        withAsterisk={false}
        onChange={(event) => onChange(onDay(draft, event.currentTarget.value))}
      />
      <TextInput
        type="time"
        label={t('rota.plan.begins')}
        value={draft.begins}
        required
        withAsterisk={false}
        onChange={(event) => onChange({ ...draft, begins: event.currentTarget.value })}
      />
      <TextInput
        type="time"
        label={t('rota.plan.ends')}
        value={draft.ends}
        required
        withAsterisk={false}
        onChange={(event) => onChange({ ...draft, ends: event.currentTarget.value })}
      />
      <p className={classes.zone}>{t('rota.plan.zone', { zone: line.time_zone })}</p>
    </div>
  );
}

const choices: readonly Every[] = ['once', 'week', 'two weeks'];

function Repeating({ draft, onChange }: PartProps) {
  const { repeats } = draft;
  const set = (more: Partial<Draft['repeats']>) =>
    onChange({ ...draft, repeats: { ...repeats, ...more } });
  const offered = repeats.every === 'other' ? [...choices, 'other' as const] : choices;
  const named: Record<Every, string> = {
    once: t('rota.plan.once'),
    week: t('rota.plan.everyWeek'),
    'two weeks': t('rota.plan.everyOtherWeek'),
    other: t('rota.plan.asItIs'),
  };
  return (
    <>
      <Select
        label={t('rota.plan.repeats')}
        value={repeats.every}
        allowDeselect={false}
        data={offered.map((every) => ({ value: every, label: named[every] }))}
        onChange={(every) => every !== null && set({ every: every as Every })}
      />
      {(repeats.every === 'week' || repeats.every === 'two weeks') && (
        <fieldset className={classes.weekdays}>
          <legend>{t('rota.plan.on')}</legend>
          <Chip.Group
            multiple
            value={repeats.weekdays.map(String)}
            onChange={(chosen) => set({ weekdays: chosen.map(Number).sort() })}
          >
            {fromMonday.map((weekday) => (
              <Chip
                key={weekday}
                value={String(weekday)}
                radius="xl"
                aria-label={weekdayNames(weekday).long}
              >
                {weekdayNames(weekday).short}
              </Chip>
            ))}
          </Chip.Group>
        </fieldset>
      )}
      {repeats.every !== 'once' && (
        <TextInput
          type="date"
          label={t('rota.plan.lastDay')}
          description={t('rota.plan.lastDayLead')}
          value={draft.lastDay}
          onChange={(event) => onChange({ ...draft, lastDay: event.currentTarget.value })}
        />
      )}
    </>
  );
}

function Scope({ draft, onChange }: PartProps) {
  if (!draft.rule || draft.rule.repeats === '') return null;
  return (
    <Radio.Group
      label={t('rota.plan.scope')}
      value={draft.scope}
      onChange={(scope) => onChange({ ...draft, scope: scope as Draft['scope'] })}
    >
      <Group gap="lg" mt={6}>
        <Radio value="one" label={t('rota.plan.one')} />
        <Radio value="all" label={t('rota.plan.all')} />
      </Group>
    </Radio.Group>
  );
}

// What sending the form does.
function actOf(draft: Draft, line: { id: string; time_zone: string }): RotaAct {
  const { of: shift, rule } = draft;
  if (!shift) {
    return { act: () => rota.addRule(ruleFrom(draft, line.id)), done: t('rota.told.planned') };
  }
  if (rule && draft.scope === 'all') {
    const was = wallShift(shift, line.time_zone).day;
    const change = ruleChangeFrom(draft, was);
    return { act: () => rota.changeRule(rule.id, change), done: t('rota.told.changed') };
  }
  const change = shiftChangeFrom(draft);
  return { act: () => rota.changeShift(shift.id, change), done: t('rota.told.changed') };
}

// The form that does all that dragging does, and the rest.
export function PlanSheet({ first, onDone }: { first: Draft; onDone: () => void }) {
  const { line } = useRota();
  const [draft, setDraft] = useState(first);
  const act = useRotaAct();
  const fault = faultOf(draft);
  return (
    <Sheet
      title={draft.of ? t('rota.plan.changeHeading') : t('rota.plan.heading')}
      onClose={onDone}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (fault === null) act.mutate(actOf(draft, line), { onSuccess: onDone });
        }}
      >
        <Scope draft={draft} onChange={setDraft} />
        <Who draft={draft} onChange={setDraft} />
        <When draft={draft} onChange={setDraft} />
        {(draft.of === null || draft.scope === 'all') && (
          <Repeating draft={draft} onChange={setDraft} />
        )}
        <p role="alert" className={classes.fault}>
          {fault !== null && t(`rota.plan.faults.${fault}`)}
        </p>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" radius="xl" size="md" onClick={onDone}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            radius="xl"
            size="md"
            loading={act.isPending}
            disabled={fault !== null}
          >
            {draft.of ? t('rota.plan.change') : t('rota.plan.submit')}
          </Button>
        </Group>
      </form>
    </Sheet>
  );
}
