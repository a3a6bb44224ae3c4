import { Loader } from '@mantine/core';
import { lazy, Suspense, useEffect } from 'react';
import { conversationAt, usePath } from '../route';
import { t } from '../words';
import { whenIdle } from '../when_idle';
import { ConversationList } from './conversation_list';
import classes from './inbox.module.css';
import { useFocusOnReturn } from './one_pane';

// The list is there first; what a conversation needs comes right after it, before one is opened.
const loadPane = () => import('../thread/conversation_pane');
const ConversationPane = lazy(async () => ({ default: (await loadPane()).ConversationPane }));

function OnItsWay() {
  return (
    <section className={classes.empty} aria-busy="true">
      <Loader />
    </section>
  );
}

export function InboxPage() {
  const path = usePath();
  const chosen = conversationAt(path);
  const heading = useFocusOnReturn(path);
  useEffect(() => whenIdle(() => void loadPane().catch(() => undefined)), []);
  return (
    <div className={classes.panes} data-chosen={chosen !== null || undefined}>
      {chosen === null && (
        <h1 ref={heading} tabIndex={-1} className={classes.heading}>
          {t('pages.inbox')}
        </h1>
      )}
      <ConversationList chosen={chosen} />
      {chosen === null ? (
        <section className={classes.empty}>
          <h2>{t('thread.nothingChosen')}</h2>
          <p>{t('thread.nothingChosenLead')}</p>
        </section>
      ) : (
        <Suspense fallback={<OnItsWay />}>
          <ConversationPane key={chosen} id={chosen} />
        </Suspense>
      )}
    </div>
  );
}
