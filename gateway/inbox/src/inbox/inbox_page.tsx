import { useEffect } from 'react';
import { useRoute } from '../route';
import { ConversationPane } from '../thread/conversation_pane';
import { t } from '../words';
import { ConnectionBar } from './connection_bar';
import { ConversationList } from './conversation_list';
import { Header } from './header';
import classes from './inbox.module.css';
import { useNewsCount } from './use_views';

function useTitle(): void {
  const count = useNewsCount();
  useEffect(() => {
    document.title = count === 0 ? t('common.title') : t('common.titleWith', { count });
    return () => {
      document.title = t('common.title');
    };
  }, [count]);
}

export function InboxPage() {
  const route = useRoute();
  const chosen = route.page === 'conversation' ? route.id : null;
  useTitle();
  return (
    <div className={classes.page} data-chosen={chosen !== null || undefined}>
      <Header />
      <ConnectionBar />
      <main className={classes.panes}>
        <ConversationList chosen={chosen} />
        {chosen === null ? (
          <section className={classes.empty}>
            <h2>{t('thread.nothingChosen')}</h2>
            <p>{t('thread.nothingChosenLead')}</p>
          </section>
        ) : (
          <ConversationPane key={chosen} id={chosen} />
        )}
      </main>
    </div>
  );
}
