// A text of one's own that did not arrive, or did not even leave, is told to whoever has moved on
// meanwhile.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { conversations } from '../api/calls';
import type { LiveEvent } from '../api/types';
import type { OutgoingText } from '../composer/outgoing';
import { Link } from '../link';
import { conversationAt, paths, usePath } from '../route';
import { t } from '../words';
import { whatIsInFront } from './in_front';

// Long enough to be met by somebody who is in the middle of a sentence.
const shownMs = 30_000;

const noticeOf = (conversation: string) => `failed ${conversation}`;

interface Failed {
  conversation: string;
  text: string;
}

// A text that failed in a conversation of this person: whose it was, the event does not say.
export function failedWith(me: string, { kind, conversation, data }: LiveEvent): Failed | null {
  const { text, owner, status } = data;
  if (kind !== 'text.status' || status !== 'failed' || owner !== me) return null;
  return conversation !== null && typeof text === 'string' ? { conversation, text } : null;
}

// Whom it was for; null where somebody else wrote it, or the line itself.
async function codenameIfOwn(me: string, { conversation, text }: Failed): Promise<string | null> {
  const [{ texter }, { items }] = await Promise.all([
    conversations.one(conversation),
    conversations.texts(conversation, null),
  ]);
  const failed = items.find(({ id }) => id === text);
  return failed?.author === me ? texter.codename : null;
}

// Null where it is with somebody else by now, or can't be read.
async function codenameOf(conversation: string): Promise<string | null> {
  try {
    return (await conversations.one(conversation)).texter.codename;
  } catch {
    return null;
  }
}

function unsentWords(kind: OutgoingText['kind'], codename: string | null): string {
  if (codename === null) return t('sends.toldUnsent');
  return kind === 'note' ? t('sends.toldNote', { codename }) : t('sends.toldFailed', { codename });
}

function show(conversation: string, words: string): void {
  notifications.show({
    id: noticeOf(conversation),
    message: (
      <>
        <div>{words}</div>
        <Button
          component={Link}
          href={paths.conversation(conversation)}
          size="compact-md"
          variant="light"
          mt={6}
        >
          {t('sends.lookAtIt')}
        </Button>
      </>
    ),
    color: 'ember',
    autoClose: shownMs,
    closeButtonProps: { 'aria-label': t('notices.dismiss') },
  });
}

// True where it was told.
export async function tellOfFailed(me: string, failed: Failed): Promise<boolean> {
  const codename = await codenameIfOwn(me, failed);
  if (codename === null || (await whatIsInFront()).shows(failed.conversation)) return false;
  show(failed.conversation, t('sends.toldFailed', { codename }));
  return true;
}

// As tellOfFailed(), of what the service did not take.
export async function tellOfUnsent({ conversation, kind }: OutgoingText): Promise<boolean> {
  if ((await whatIsInFront()).shows(conversation)) return false;
  show(conversation, unsentWords(kind, await codenameOf(conversation)));
  return true;
}

// Who has opened the conversation knows.
export function useFailedSeen(): void {
  const conversation = conversationAt(usePath());
  useEffect(() => {
    if (conversation !== null) notifications.hide(noticeOf(conversation));
  }, [conversation]);
}
