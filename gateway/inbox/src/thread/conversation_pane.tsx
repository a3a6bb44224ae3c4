import { ActionIcon, Button, Drawer, Loader } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { ActionBar } from '../actions/action_bar';
import { mayWith } from '../actions/may';
import { asProblem } from '../api/problem';
import type { Conversation } from '../api/types';
import type { Moved } from '../composer/composer';
import { Footer } from '../composer/footer';
import { useHasUnsent } from '../composer/use_draft';
import { IconChevronLeft, IconInfoCircle } from '../icons';
import { useFocusOnOpening } from '../inbox/one_pane';
import { useLineIsGone, useNewsCount } from '../inbox/use_views';
import { Link } from '../link';
import { useViewing } from '../live/use_viewers';
import { Face } from '../people/face';
import { Side } from '../people/side';
import { paths, textAt, usePath, useVisits } from '../route';
import { useSignedIn } from '../session/session';
import { t } from '../words';
import { choicesAbout } from './choices';
import { KeptWords } from './kept_words';
import { MovedNotice } from './moved';
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

interface HeadProps {
  conversation: Conversation;
  moved: Moved | null;
  onSide: (() => void) | null;
}

function Head({ conversation, moved, onSide }: HeadProps) {
  const { me } = useSignedIn();
  const heading = useFocusOnOpening<HTMLHeadingElement>();
  const name = conversation.texter.codename;
  return (
    <header className={classes.head}>
      <BackLink />
      <Face name={name} size={40} />
      <div className={classes.headWords}>
        <h1 ref={heading} tabIndex={-1}>
          {name}
        </h1>
        {!moved && <p>{standingWords(conversation, me.id)}</p>}
      </div>
      <div className={classes.headActions}>
        {!moved && <ActionBar conversation={conversation} />}
      </div>
      {onSide && !moved && (
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

function Missing({ id, error, onAgain }: { id: string; error: unknown; onAgain: () => void }) {
  const words = useFocusOnOpening<HTMLParagraphElement>();
  const gone = isOutOfReach(error);
  const name = asProblem(error).ownerName;
  const goneWords = name === null ? t('thread.notYours') : t('talk.moved.notShown', { name });
  return (
    <section className={classes.missing}>
      <BackLink />
      <p ref={words} tabIndex={-1} role="alert">
        {gone ? goneWords : t('thread.failed')}
      </p>
      {!gone && <Button onClick={onAgain}>{t('common.tryAgain')}</Button>}
      {gone && <KeptWords id={id} />}
    </section>
  );
}

// Where it went while this person was writing here; null while they may read it. What they have in
// hand stays in sight for as long as they stay.
function useMoved(id: string, error: unknown): Moved | null {
  const hasUnsent = useHasUnsent(id);
  const [stays, setStays] = useState(false);
  const isGone = error !== null && isOutOfReach(error);
  if (isGone && hasUnsent && !stays) setStays(true);
  if (!isGone && stays) setStays(false);
  return isGone && (hasUnsent || stays) ? { to: asProblem(error).ownerName } : null;
}

function Aside({ conversation, drawer, onClose }: AsideProps) {
  if (drawer === null) {
    return (
      <aside className={classes.besides} aria-label={t('thread.side')}>
        <Side conversation={conversation} />
      </aside>
    );
  }
  return (
    <Drawer.Root opened={drawer} onClose={onClose} position="right" size="min(92vw, 360px)">
      <Drawer.Overlay backgroundOpacity={0.45} />
      <Drawer.Content aria-label={t('thread.side')}>
        <Drawer.CloseButton aria-label={t('thread.sideBack')} className={classes.sideClose} />
        <Drawer.Body>
          <Side conversation={conversation} />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

interface AsideProps {
  conversation: Conversation;
  // Whether the drawer is open; null where the side stands beside the thread.
  drawer: boolean | null;
  onClose: () => void;
}

function Pane({ id }: { id: string }) {
  const { me } = useSignedIn();
  const asked = useConversation(id);
  const lineIsGone = useLineIsGone(asked.data?.line);
  const lastTypedAt = useRef(0);
  const onSeen = useMarkRead(asked.data);
  const besides = useMediaQuery(sideBesides, true, { getInitialValueInEffect: false });
  const [drawer, { open, close }] = useDisclosure(false);
  const conversation = asked.data;
  const moved = useMoved(id, asked.error);
  const at = textAt(usePath());
  const visits = useVisits();
  useViewing(asked.isSuccess ? id : null);

  // What was read may not be shown once it is with somebody else.
  if (asked.isError && !moved && (!conversation || isOutOfReach(asked.error))) {
    return <Missing id={id} error={asked.error} onAgain={() => void asked.refetch()} />;
  }
  if (!conversation) {
    if (moved) return <Missing id={id} error={asked.error} onAgain={() => undefined} />;
    return (
      <section className={classes.missing}>
        <Loader aria-label={t('thread.label')} />
      </section>
    );
  }
  const may = mayWith(conversation, me, lineIsGone);
  return (
    <>
      <section className={classes.pane} aria-label={conversation.texter.codename}>
        <Head conversation={conversation} moved={moved} onSide={besides ? null : open} />
        {moved ? (
          <MovedNotice key="moved" id={id} moved={moved} />
        ) : (
          <Thread
            key={at === null ? 'newest' : `${at} ${visits}`}
            id={id}
            at={at}
            codename={conversation.texter.codename}
            choicesAbout={(text) => choicesAbout(text, conversation, may, me)}
            lastTypedAt={lastTypedAt}
            onSeen={onSeen}
          />
        )}
        <Footer
          key="footer"
          conversation={conversation}
          moved={moved}
          lastTypedAt={lastTypedAt}
        />
      </section>
      {!moved && (
        <Aside conversation={conversation} drawer={besides ? null : drawer} onClose={close} />
      )}
    </>
  );
}

// Each conversation has a pane of its own: nothing of one is left in the next.
export function ConversationPane({ id }: { id: string }) {
  return <Pane key={id} id={id} />;
}
