// Asked where the conversation went to somebody else while this person was writing, so that two do
// not answer at once. The words stay in any case.
import { Button, CopyButton, Group } from '@mantine/core';
import { useEffect, type RefObject } from 'react';
import { Ask } from '../ask';
import { Sheet } from '../sheet';
import { useSignedIn } from '../session/session';
import { t } from '../words';
import type { Moved, WrittenIn } from './composer';
import type { DraftKind } from './drafts';

interface AskProps {
  conversation: WrittenIn;
  kind: DraftKind;
  moved: Moved | null;
  // Where whoever was asked is again after that: a dialog that goes leaves the focus nowhere.
  field: RefObject<HTMLTextAreaElement | null>;
  onSend: () => void;
  onStay: () => void;
}

// What one can still do with words that can't be sent any more.
export function WordsChoices({ conversation, kind }: { conversation: string; kind: DraftKind }) {
  const { drafts } = useSignedIn();
  return (
    <>
      <CopyButton value={drafts.read(conversation, kind)}>
        {({ copied, copy }) => (
          <Button variant="default" radius="xl" onClick={copy}>
            {copied ? t('talk.moved.copied') : t('talk.moved.copy')}
          </Button>
        )}
      </CopyButton>
      <Button variant="subtle" radius="xl" onClick={() => drafts.write(conversation, kind, '')}>
        {t('talk.moved.takeAway')}
      </Button>
    </>
  );
}

export function AskBeforeSending(props: AskProps) {
  const { conversation, kind, moved, field, onSend, onStay } = props;
  useEffect(() => () => field.current?.focus(), [field]);
  const name = moved ? moved.to : conversation.owner_name;
  const heading =
    name === null ? t('talk.moved.headingNobody') : t('talk.moved.heading', { name });
  if (!moved) {
    return (
      <Ask
        heading={heading}
        confirm={t('talk.moved.sendAnyway')}
        stay={t('talk.moved.notNow')}
        onConfirm={onSend}
        onStay={onStay}
      >
        <p>{t('talk.moved.ask', { name: name ?? t('common.someone') })}</p>
      </Ask>
    );
  }
  return (
    <Sheet title={heading} onClose={onStay}>
      <p>{t('talk.moved.cannot')}</p>
      <Group justify="flex-end" mt="lg" gap="sm">
        <WordsChoices conversation={conversation.id} kind={kind} />
        <Button radius="xl" onClick={onStay} data-autofocus>
          {t('talk.moved.stay')}
        </Button>
      </Group>
    </Sheet>
  );
}
