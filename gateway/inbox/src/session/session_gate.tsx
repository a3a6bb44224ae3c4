import { Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { goTo, paths, usePath } from '../route';
import { t } from '../words';
import { useLanguage } from '../words/language';
import { Desk } from './desk';
import classes from './session.module.css';
import { sessionQuery } from './session_query';
import { SignIn } from './sign_in';

const askAgainMs = 5_000;

function Unreachable({ onAgain }: { onAgain: () => void }) {
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <h1 className={classes.heading}>{t('connection.unreachable')}</h1>
        <p className={classes.lead}>{t('connection.unreachableLead')}</p>
        <Button size="md" onClick={onAgain}>
          {t('common.tryAgain')}
        </Button>
      </div>
    </main>
  );
}

// Shows the inbox to whoever is signed in, and the sign-in to everyone else. The address stays, so
// that signing in leads to where one wanted to go.
export function SessionGate({ children }: { children: ReactNode }) {
  const path = usePath();
  const language = useLanguage();
  const asked = useQuery({
    ...sessionQuery,
    refetchInterval: (query) => (query.state.status === 'error' ? askAgainMs : false),
  });
  const signedIn = Boolean(asked.data);

  useEffect(() => {
    if (signedIn && path === paths.signIn) goTo(paths.inbox, 'replace');
  }, [signedIn, path]);

  if (asked.data) {
    return (
      <Desk key={asked.data.staff.id} session={asked.data}>
        {children}
      </Desk>
    );
  }
  if (asked.data === null) return <SignIn key={language} />;
  if (asked.isError) return <Unreachable onAgain={() => void asked.refetch()} />;
  return (
    <main className={classes.page}>
      <Loader aria-label={t('common.title')} />
    </main>
  );
}
