// What somebody is, and what they can take.
import { Button, Group, MultiSelect, NumberInput, Radio, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { lines } from '../api/calls';
import { keys } from '../api/keys';
import type { StaffWanted } from '../api/staff';
import type { Line } from '../api/types';
import { t } from '../words';
import { languageName } from '../words/languages';
import { lineChoices, linesToKeep } from './lines';
import { experienceName, useExperiences } from './use_staff';

const roles = ['peer', 'coordinator', 'administrator'] as const;
const capacityMax = 50;
const nameMax = 60;
const usualLanguages = [
  ...['en', 'es', 'fr', 'pt', 'de', 'it', 'nl', 'pl', 'ru', 'uk', 'ro', 'el', 'tr', 'ar', 'fa'],
  ...['ps', 'ur', 'hi', 'pa', 'bn', 'ne', 'ta', 'zh', 'yue', 'ja', 'ko', 'vi', 'th', 'km', 'lo'],
  ...['tl', 'id', 'sw', 'so', 'am', 'ti', 'yo', 'ht', 'he', 'sm', 'nv'],
];

interface StaffFormProps {
  initial: StaffWanted;
  // Coordinators see to what peers can take; who they are is for administrators.
  mayAll: boolean;
  isNew: boolean;
  confirm: string;
  busy: boolean;
  onCancel: () => void;
  onConfirm: (wanted: StaffWanted) => void;
}

function useLines(): Line[] {
  return useQuery({ queryKey: keys.lines, queryFn: lines.all }).data?.items ?? [];
}

function languageChoices(all: readonly Line[], theirs: readonly string[]) {
  const tags = new Set([...all.flatMap((line) => line.languages), ...theirs, ...usualLanguages]);
  return [...tags].map((value) => ({ value, label: languageName(value) }));
}

function RoleField({
  value,
  onChange,
}: {
  value: StaffWanted['role'];
  onChange: (role: StaffWanted['role']) => void;
}) {
  const choose = (word: string) => {
    const role = roles.find((each) => each === word);
    if (role) onChange(role);
  };
  return (
    <Radio.Group label={t('staff.fields.role')} value={value} onChange={choose}>
      <Stack gap="xs" mt={6}>
        {roles.map((role) => (
          <Radio
            key={role}
            value={role}
            label={t(`staff.fields.roles.${role}`)}
            description={t(`staff.fields.roleHints.${role}`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function Places({ wanted, initial, all, change, mayAll }: PlacesProps) {
  const choices = lineChoices(all, initial.lines);
  const known = useExperiences();
  const experiences = [...new Set([...known.map(({ name }) => name), ...wanted.experiences])];
  return (
    <>
      {mayAll && choices.length > 0 && (
        <MultiSelect
          label={t('staff.fields.lines')}
          description={t('staff.fields.linesHint')}
          data={choices}
          value={wanted.lines}
          onChange={(chosen) => change({ lines: chosen })}
        />
      )}
      <MultiSelect
        label={t('staff.fields.languages')}
        description={t('staff.fields.languagesHint')}
        data={languageChoices(all, wanted.languages)}
        value={wanted.languages}
        onChange={(languages) => change({ languages })}
        searchable
        hidePickedOptions
      />
      {experiences.length > 0 && (
        <MultiSelect
          label={t('staff.fields.experiences')}
          description={t('staff.fields.experiencesHint')}
          data={experiences.map((name) => ({ value: name, label: experienceName(name, known) }))}
          value={wanted.experiences}
          onChange={(chosen) => change({ experiences: chosen })}
          hidePickedOptions
        />
      )}
    </>
  );
}

interface PlacesProps {
  wanted: StaffWanted;
  initial: StaffWanted;
  all: readonly Line[];
  change: (more: Partial<StaffWanted>) => void;
  mayAll: boolean;
}

export function StaffForm({ initial, mayAll, isNew, confirm, ...rest }: StaffFormProps) {
  const { busy, onCancel, onConfirm } = rest;
  const all = useLines();
  const [wanted, setWanted] = useState(initial);
  const change = (more: Partial<StaffWanted>) => setWanted((before) => ({ ...before, ...more }));
  const ready = wanted.name.trim() !== '' && wanted.capacity >= 1;
  const leaves =
    !isNew && wanted.lines.length > 0 && wanted.lines.join() !== initial.lines.join();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const lines = linesToKeep(all, initial.lines, wanted.lines);
        if (ready) onConfirm({ ...wanted, lines, name: wanted.name.trim() });
      }}
    >
      <Stack gap="md">
        {mayAll && (
          <TextInput
            label={t('staff.fields.name')}
            description={t('staff.fields.nameHint')}
            maxLength={nameMax}
            required
            withAsterisk={false}
            data-autofocus
            value={wanted.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
        )}
        {mayAll && <RoleField value={wanted.role} onChange={(role) => change({ role })} />}
        <Places wanted={wanted} initial={initial} all={all} change={change} mayAll={mayAll} />
        <NumberInput
          label={t('staff.fields.capacity')}
          min={1}
          max={capacityMax}
          allowDecimal={false}
          clampBehavior="strict"
          w={200}
          value={wanted.capacity}
          onChange={(value) => change({ capacity: Number(value) })}
        />
        {leaves && <p>{t('staff.form.linesGone')}</p>}
      </Stack>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" radius="xl" size="md" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" radius="xl" size="md" disabled={!ready} loading={busy}>
          {confirm}
        </Button>
      </Group>
    </form>
  );
}
