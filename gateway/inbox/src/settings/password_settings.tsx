import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { settings as calls } from '../api/calls';
import { asProblem } from '../api/problem';
import { notices } from '../notices';
import { t } from '../words';
import { problemWords } from '../words/problems';
import { Refusal } from './refusal';
import { Section } from './section';
import classes from './settings.module.css';

const shortest = 8;

function refusalOf(error: unknown): string {
  const problem = asProblem(error);
  return problem.code === 'wrong_password' ? t('settings.password.wrong') : problemWords(problem);
}

export function PasswordSettings() {
  const [current, setCurrent] = useState('');
  const [wanted, setWanted] = useState('');
  const change = useMutation({
    mutationFn: () => calls.changePassword(current, wanted),
    onSuccess: () => {
      setCurrent('');
      setWanted('');
      notices.tell(t('settings.password.changed'));
    },
  });
  return (
    <Section heading={t('settings.password.heading')} lead={t('settings.password.lead')}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <PasswordInput
          label={t('settings.password.current')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('settings.password.wanted')}
          description={t('settings.password.wantedHint')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={shortest}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        <Refusal of={change} words={refusalOf} />
        <Button type="submit" variant="default" radius="xl" loading={change.isPending}>
          {t('settings.password.change')}
        </Button>
      </form>
    </Section>
  );
}
