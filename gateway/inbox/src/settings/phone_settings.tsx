// One's own phone: given, confirmed with the code that is texted to it, taken away.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { phone as calls } from '../api/calls';
import { keys } from '../api/keys';
import { asProblem } from '../api/problem';
import { useLines } from '../inbox/use_views';
import { notices } from '../notices';
import { t } from '../words';
import { languageInUse } from '../words/language';
import { languageName } from '../words/languages';
import { problemWords } from '../words/problems';
import { Refusal } from './refusal';
import { Section } from './section';
import classes from './settings.module.css';

function useKeep() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.phone });
}

interface FormProps {
  onSubmit: () => void;
  children: ReactNode;
}

function Form({ onSubmit, children }: FormProps) {
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

function refusalOf(error: unknown): string {
  const problem = asProblem(error);
  if (problem.code === 'malformed') return t('settings.phone.malformed');
  if (problem.code === 'not_found') return t('settings.phone.noLine');
  return problemWords(problem);
}

function Give({ onGiven }: { onGiven: () => void }) {
  const keep = useKeep();
  const spoken = [...new Set(useLines().flatMap((line) => line.languages))];
  const [number, setNumber] = useState('');
  const [chosen, setLanguage] = useState<string>(languageInUse());
  const language = spoken.includes(chosen) ? chosen : (spoken[0] ?? chosen);
  const give = useMutation({
    mutationFn: () => calls.set(number, language),
    onSuccess: async () => {
      await keep();
      onGiven();
    },
  });
  return (
    <Form onSubmit={() => give.mutate()}>
      <TextInput
        type="tel"
        autoComplete="tel"
        label={t('settings.phone.number')}
        description={t('settings.phone.numberHint')}
        required
        withAsterisk={false}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      {spoken.length > 1 && (
        <NativeSelect
          label={t('settings.phone.language')}
          value={language}
          data={spoken.map((value) => ({ value, label: languageName(value) }))}
          onChange={(event) => setLanguage(event.currentTarget.value)}
        />
      )}
      <Refusal of={give} words={refusalOf} />
      <Button type="submit" variant="default" radius="xl" loading={give.isPending}>
        {t('settings.phone.give')}
      </Button>
    </Form>
  );
}

function Remove() {
  const keep = useKeep();
  const remove = useMutation({
    mutationFn: calls.remove,
    onSuccess: () => {
      notices.tell(t('settings.phone.removed'));
      return keep();
    },
    onError: (error) => notices.refused(error),
  });
  return (
    <Button
      variant="default"
      radius="xl"
      loading={remove.isPending}
      onClick={() => remove.mutate()}
    >
      {t('settings.phone.remove')}
    </Button>
  );
}

function Confirm({ number, onAnother }: { number: string; onAnother: () => void }) {
  const keep = useKeep();
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: () => calls.confirm(code),
    onSuccess: () => {
      notices.tell(t('settings.phone.confirmed'));
      return keep();
    },
  });
  return (
    <Form onSubmit={() => confirm.mutate()}>
      <p>{t('settings.phone.waits', { number })}</p>
      <TextInput
        label={t('settings.phone.code')}
        description={t('settings.phone.codeHint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        withAsterisk={false}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Refusal of={confirm} words={refusalOf} />
      <div className={classes.state}>
        <Button type="submit" radius="xl" loading={confirm.isPending}>
          {t('settings.phone.confirm')}
        </Button>
        <Button variant="default" radius="xl" onClick={onAnother}>
          {t('settings.phone.another')}
        </Button>
      </div>
    </Form>
  );
}

export function PhoneSettings() {
  const asked = useQuery({ queryKey: keys.phone, queryFn: calls.current });
  const own = asked.data;
  const [another, setAnother] = useState(false);
  const unconfirmed = another ? null : (own?.unconfirmed ?? null);
  return (
    <Section heading={t('settings.phone.heading')} lead={t('settings.phone.lead')}>
      {own && own.number === null && own.unconfirmed === null && <p>{t('settings.phone.none')}</p>}
      {own && own.number !== null && (
        <div className={classes.state}>
          <p>{t('settings.phone.is', { number: own.number })}</p>
          <Remove />
        </div>
      )}
      {own && unconfirmed !== null && (
        <Confirm number={unconfirmed} onAnother={() => setAnother(true)} />
      )}
      {own && unconfirmed === null && <Give onGiven={() => setAnother(false)} />}
    </Section>
  );
}
