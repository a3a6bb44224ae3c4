import { ActionIcon, Button, Drawer, Loader } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useRef } from 'react';
import { ActionBar } from '../actions/action_bar';
import { asProblem } from '../api/problem';
import type { Conversation } from '../api/types';
import { Footer } from '../composer/footer';
import { IconChevronLeft, IconInfoCircle } from '../icons';
import { useNewsCount } from '../inbox/use_views';
import { Link } from '../link';
import { Face } from '../people/face';
import { Side } from '../people/side';
import { paths } from '../route';
import { useSignedIn } from '../session/session';
import { t } from '../words';
import { Thread } from './thread';
import classes from './thread.module.css';
import { useConversation } from './use_conversation';
import { useMarkRead } from './use_mark_read';

// As in thread.module.css: below this the side lies in a drawer.
const sideBesides = '(min-width: 1180px)';

// Seen only where the list is not.
function BackLink() {
  const news = useNewsCount();
  const name = news === 0 ? t('thread.back') : t('thread.backToNews', { count: news });
  return (
    <Link href={paths.inbox} className={classes.back} aria-label={name}>
      <IconChevronLeft size={26} aria-hidden="true" />
      {news > 0 && <span className={classes.backNews}>{news}</span>}
    </Link>
  );
}

function Head({
  conversation,
  onSide,
}: {
  conversation: Conversation;
  onSide: (() => void) | null;
}) {
  const { me } = useSignedIn();
  const name = conversation.texter.codename;
  return (
    <header className={classes.head}>
      <BackLink />
      <Face name={name} size={40} />
      <div className={classes.headWords}>
        <h1>{name}</h1>
        <p>{standingWords(conversation, me.id)}</p>
      </div>
      <div className={classes.headActions}>
        <ActionBar conversation={conversation} />
      </div>
      {onSide && (
        <ActionIcon
          variant="subtle"
          size={44}
          radius="xl"
          aria-label={t('thread.side')}
          className={classes.sideButton}
          onClick={onSide}
        >
          <IconInfoCircle size={24} />
        </ActionIcon>
      )}
    </header>
  );
}

function standingWords(conversation: Conversation, me: string): string {
  const owner = conversation.owner === me ? t('people.you') : conversation.owner_name;
  const state = t(`people.states.${conversation.state}`);
  if (owner === null || conversation.state === 'closed') return state;
  return t('thread.stateWith', { state, name: owner });
}

// Somebody else has it, or nobody: reading it again would not help.
function isOutOfReach(error: unknown): boolean {
  return [403, 404].includes(asProblem(error).status);
}

function Missing({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const gone = isOutOfReach(error);
  return (
    <section className={classes.missing}>
      <BackLink />
      <p role="alert">{gone ? t('thread.notYours') : t('thread.failed')}</p>
      {!gone && <Button onClick={onAgain}>{t('common.tryAgain')}</Button>}
    </section>
  );
}

export function ConversationPane({ id }: { id: string }) {
  const asked = useConversation(id);
  const lastTypedAt = useRef(0);
  const onSeen = useMarkRead(asked.data);
  const besides = useMediaQuery(sideBesides, true, { getInitialValueInEffect: false });
  const [drawer, { open, close }] = useDisclosure(false);
  const conversation = asked.data;

  // What was read may not be shown once it is with somebody else.
  if (asked.isError && (!conversation || isOutOfReach(asked.error))) {
    return <Missing error={asked.error} onAgain={() => void asked.refetch()} />;
  }
  if (!conversation) {
    return (
      <section className={classes.missing}>
        <Loader aria-label={t('thread.label')} />
      </section>
    );
  }
  return (
    <>
      <section className={classes.pane} aria-label={conversation.texter.codename}>
        <Head conversation={conversation} onSide={besides ? null : open} />
        <Thread id={id} lastTypedAt={lastTypedAt} onSeen={onSeen} />
        <Footer conversation={conversation} lastTypedAt={lastTypedAt} />
      </section>
      {besides ? (
        <aside className={classes.besides} aria-label={t('thread.side')}>
          <Side conversation={conversation} />
        </aside>
      ) : (
        <Drawer.Root opened={drawer} onClose={close} position="right" size="min(92vw, 360px)">
          <Drawer.Overlay backgroundOpacity={0.45} />
          <Drawer.Content aria-label={t('thread.side')}>
            <Drawer.CloseButton aria-label={t('thread.sideBack')} className={classes.sideClose} />
            <Drawer.Body>
              <Side conversation={conversation} />
            </Drawer.Body>
          </Drawer.Content>
        </Drawer.Root>
      )}
    </>
  );
}
