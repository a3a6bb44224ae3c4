import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Experience } from '../api/staff';
import { useLines } from '../inbox/use_views';
import { Sheet } from '../sheet';
import { t } from '../words';
import { languageName } from '../words/languages';

const nameMax = 60;

interface ExperienceFormProps {
  // Null: a new one.
  experience: Experience | null;
  // The names that there are.
  taken: readonly string[];
  busy: boolean;
  onCancel: () => void;
  onSave: (wanted: Experience) => void;
}

function labelsGiven(labels: Record<string, string>): Record<string, string> {
  const given = Object.entries(labels).filter(([, label]) => label.trim() !== '');
  return Object.fromEntries(given.map(([language, label]) => [language, label.trim()]));
}

// What it goes by stays: staff and conversations have it under that name.
export function ExperienceForm(props: ExperienceFormProps) {
  const { experience, taken, busy, onCancel, onSave } = props;
  const [typed, setTyped] = useState('');
  const [labels, setLabels] = useState<Record<string, string>>(experience?.labels ?? {});
  const languages = [...new Set(useLines().flatMap((line) => line.languages))];
  const name = experience?.name ?? typed.trim();
  const isTwice = experience === null && taken.includes(name);
  const heading =
    experience === null
      ? t('staff.experiences.add')
      : t('staff.experiences.changeHeading', { name: experience.name });
  return (
    <Sheet title={heading} onClose={onCancel}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isTwice && name !== '') onSave({ name, labels: labelsGiven(labels) });
        }}
      >
        <Stack gap="md">
          {experience === null && (
            <TextInput
              label={t('staff.experiences.name')}
              description={t('staff.experiences.nameHint')}
              error={isTwice ? t('staff.experiences.twice') : null}
              errorProps={{ role: 'alert' }}
              maxLength={nameMax}
              required
              withAsterisk={false}
              data-autofocus
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          {languages.map((language) => (
            <TextInput
              key={language}
              label={t('staff.experiences.label', { language: languageName(language) })}
              placeholder={name}
              lang={language}
              maxLength={nameMax}
              value={labels[language] ?? ''}
              onChange={(event) =>
                setLabels({ ...labels, [language]: event.currentTarget.value })
              }
            />
          ))}
        </Stack>
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" radius="xl" size="md" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" radius="xl" size="md" loading={busy}>
            {t('staff.form.changeConfirm')}
          </Button>
        </Group>
      </form>
    </Sheet>
  );
}
