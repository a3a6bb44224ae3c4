// A text of one's own that did not arrive is told to whoever has moved on meanwhile.
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { conversations } from '../api/calls';
import type { LiveEvent } from '../api/types';
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

function show(conversation: string, codename: string): void {
  notifications.show({
    id: noticeOf(conversation),
    message: (
      <>
        <div>{t('sends.toldFailed', { codename })}</div>
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
  show(failed.conversation, codename);
  return true;
}

// Who has opened the conversation knows.
export function useFailedSeen(): void {
  const conversation = conversationAt(usePath());
  useEffect(() => {
    if (conversation !== null) notifications.hide(noticeOf(conversation));
  }, [conversation]);
}
