// What came before: the word that was handed over with the conversation, and earlier ones.
import type { Conversation, Text } from '../api/types';
import { useVeil } from '../settings/veil';
import { useNewest } from '../thread/use_conversation';
import { useNow } from '../use_now';
import { t } from '../words';
import { dayAndTime } from '../words/times';
import classes from './people.module.css';

const minuteMs = 60_000;
const shownMost = 5;
const handsOver = ['conversation.handed_off', 'conversation.assigned'];

// The note that went with the latest handoff of this conversation: both have the same time.
export function handoffNoteIn(texts: readonly Text[], conversation: string): Text | null {
  const own = texts.filter((text) => text.conversation === conversation);
  const handoffs = own.filter((text) => handsOver.includes(text.event?.kind ?? ''));
  const latest = handoffs.at(-1);
  if (!latest) return null;
  const note = own.find((text) => text.kind === 'note' && text.at === latest.at);
  return note && !note.erased ? note : null;
}

export function HandoffNote({ conversation }: { conversation: Conversation }) {
  const veil = useVeil();
  const { texts } = useNewest(conversation.id);
  const note = handoffNoteIn(texts, conversation.id);
  if (!note) return null;
  return (
    <section className={classes.handed}>
      <h3>{t('talk.before.noteBy', { name: note.author_name ?? t('common.someone') })}</h3>
      <div dir="auto" {...veil}>
        {note.body}
      </div>
    </section>
  );
}

export function Before({ conversation }: { conversation: Conversation }) {
  const now = useNow(minuteMs);
  if (!conversation.earlier) return null;
  const shown = conversation.earlier.slice(0, shownMost);
  return (
    <section>
      <h3 className={classes.heading}>{t('talk.before.heading')}</h3>
      {shown.length === 0 && <p className={classes.before}>{t('talk.before.nothing')}</p>}
      <ul className={classes.before}>
        {shown.map(({ id, opened_at, with: name }) => {
          const when = dayAndTime(opened_at, now);
          return (
            <li key={id}>
              {name === null
                ? t('talk.before.onceAlone', { when })
                : t('talk.before.once', { when, name })}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
