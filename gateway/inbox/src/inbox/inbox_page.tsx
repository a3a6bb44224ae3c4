import { conversationAt, usePath } from '../route';
import { ConversationPane } from '../thread/conversation_pane';
import { t } from '../words';
import { ConversationList } from './conversation_list';
import classes from './inbox.module.css';

export function InboxPage() {
  const chosen = conversationAt(usePath());
  return (
    <div className={classes.panes} data-chosen={chosen !== null || undefined}>
      {chosen === null && <h1 className={classes.heading}>{t('pages.inbox')}</h1>}
      <ConversationList chosen={chosen} />
      {chosen === null ? (
        <section className={classes.empty}>
          <h2>{t('thread.nothingChosen')}</h2>
          <p>{t('thread.nothingChosenLead')}</p>
        </section>
      ) : (
        <ConversationPane key={chosen} id={chosen} />
      )}
    </div>
  );
}
