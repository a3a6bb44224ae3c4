import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { session } from '../api/calls';
import { asProblem } from '../api/problem';
import { Mark } from '../mark';
import { signedIn } from '../query_client';
import { t } from '../words';
import { LanguageChoice } from './language_choice';
import { problemWords } from '../words/problems';
import classes from './session.module.css';

function fieldOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

export function SignIn() {
  const signIn = useMutation({
    mutationFn: (form: FormData) =>
      session.signIn(fieldOf(form, 'username').trim(), fieldOf(form, 'password')),
    onSuccess: signedIn,
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    signIn.mutate(new FormData(event.currentTarget));
  };
  return (
    <main className={classes.page}>
      <form className={classes.card} onSubmit={submit}>
        <Mark size={52} />
        <h1 className={classes.heading}>{t('session.signIn.heading')}</h1>
        <p className={classes.lead}>{t('session.signIn.lead')}</p>
        <TextInput
          name="username"
          label={t('session.signIn.username')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          size="md"
          required
          withAsterisk={false}
          autoFocus
        />
        <PasswordInput
          name="password"
          label={t('session.signIn.password')}
          autoComplete="current-password"
          size="md"
          required
          withAsterisk={false}
        />
        <div role="alert" className={classes.refusal}>
          {signIn.isError && problemWords(asProblem(signIn.error))}
        </div>
        <Button type="submit" size="md" fullWidth loading={signIn.isPending}>
          {t('session.signIn.submit')}
        </Button>
        <LanguageChoice />
      </form>
    </main>
  );
}
