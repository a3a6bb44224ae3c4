// The page behind a link: to join, or to choose a new password. What opens it stands after the "#"
// of the address, which no server is told.
import { Button, Loader, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asProblem } from '../api/problem';
import { join, type LinkSeen } from '../api/staff';
import { Mark } from '../mark';
import { signedIn } from '../query_client';
import { goTo, paths } from '../route';
import { LanguageChoice } from '../session/language_choice';
import classes from '../session/session.module.css';
import { t } from '../words';
import { useLanguage } from '../words/language';
import { problemWords } from '../words/problems';

const passwordMin = 8;

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

function Over() {
  return (
    <div className={classes.card}>
      <Mark size={52} />
      <h1 className={classes.heading}>{t('join.overHeading')}</h1>
      <p className={classes.lead}>{t('join.over')}</p>
      <Button size="md" onClick={() => goTo(paths.signIn, 'replace')}>
        {t('join.toSignIn')}
      </Button>
      <LanguageChoice />
    </div>
  );
}

function Greeting({ seen }: { seen: LinkSeen }) {
  const { kind, name, role, username } = seen;
  return (
    <>
      <Mark size={52} />
      <h1 className={classes.heading}>
        {kind === 'reset' ? t('join.resetHeading', { name }) : t('join.heading', { name })}
      </h1>
      <p className={classes.lead}>
        {kind === 'reset'
          ? t('join.resetLead', { username: username ?? '' })
          : t('join.lead', { role: t(`people.${role}`) })}
      </p>
    </>
  );
}

function useJoining(token: string, isNew: boolean) {
  return useMutation({
    mutationFn: (form: FormData) =>
      join.use(token, textOf(form, 'password'), isNew ? textOf(form, 'username').trim() : null),
    onSuccess: (session) => {
      // Whoever was signed in here before is not any more.
      signedIn(session);
      goTo(paths.inbox, 'replace');
    },
  });
}

function Form({ token, seen }: { token: string; seen: LinkSeen }) {
  const isNew = seen.kind === 'invitation';
  const joining = useJoining(token, isNew);
  const refused = joining.isError ? asProblem(joining.error) : null;
  if (refused?.code === 'link_over') return <Over />;
  return (
    <form
      className={classes.card}
      onSubmit={(event) => {
        event.preventDefault();
        joining.mutate(new FormData(event.currentTarget));
      }}
    >
      <Greeting seen={seen} />
      <TextInput
        name="username"
        label={t('join.username')}
        description={isNew ? t('join.usernameHint') : undefined}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        size="md"
        maxLength={64}
        required
        withAsterisk={false}
        autoFocus={isNew}
        // So that whoever keeps passwords knows whose it is.
        {...(!isNew && { value: seen.username ?? '', readOnly: true })}
      />
      <PasswordInput
        name="password"
        label={t('join.password')}
        description={t('join.passwordHint')}
        autoComplete="new-password"
        minLength={passwordMin}
        size="md"
        required
        withAsterisk={false}
        autoFocus={!isNew}
      />
      <div role="alert" className={classes.refusal}>
        {refused && problemWords(refused)}
      </div>
      <Button type="submit" size="md" fullWidth loading={joining.isPending}>
        {isNew ? t('join.submit') : t('join.resetSubmit')}
      </Button>
      <LanguageChoice />
    </form>
  );
}

export function JoinPage() {
  const [token] = useState(() => location.hash.slice(1));
  const asked = useQuery({
    queryKey: ['join', token],
    queryFn: () => join.look(token),
    gcTime: 0,
  });
  const language = useLanguage();
  return (
    <main className={classes.page} key={language}>
      {asked.isPending && <Loader aria-label={t('common.title')} />}
      {asked.isError &&
        (asProblem(asked.error).code === 'link_over' ? (
          <Over />
        ) : (
          <div className={classes.card}>
            <p role="alert">{problemWords(asProblem(asked.error))}</p>
            <Button size="md" onClick={() => void asked.refetch()}>
              {t('common.tryAgain')}
            </Button>
          </div>
        ))}
      {asked.data && <Form token={token} seen={asked.data} />}
    </main>
  );
}
