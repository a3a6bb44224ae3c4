// A coordinator's act: to see a texter's number, for a reason that they write down first. The number
// is in this dialog alone, and gone with it.
import { Button, Group, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { actions } from '../api/calls';
import type { Conversation } from '../api/types';
import { IconEye } from '../icons';
import { notices } from '../notices';
import { isCoordinator, useSignedIn } from '../session/session';
import { Sheet } from '../sheet';
import { t } from '../words';
import classes from './people.module.css';

function RevealSheet({ conversation, onDone }: { conversation: Conversation; onDone: () => void }) {
  const { codename } = conversation.texter;
  const [reason, setReason] = useState('');
  const reveal = useMutation({
    gcTime: 0,
    mutationFn: () => actions.reveal(conversation.id, reason.trim()),
    onError: (error) => notices.refused(error, codename),
  });
  const ready = reason.trim() !== '';
  if (reveal.data) {
    return (
      <Sheet title={t('talk.reveal.shown', { codename })} onClose={onDone}>
        <p className={classes.number} role="status">
          {reveal.data.number}
        </p>
        <Group justify="flex-end" mt="lg">
          <Button radius="xl" size="md" onClick={onDone} data-autofocus>
            {t('talk.reveal.done')}
          </Button>
        </Group>
      </Sheet>
    );
  }
  return (
    <Sheet title={t('talk.reveal.heading', { codename })} onClose={onDone}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) reveal.mutate();
        }}
      >
        <p className={classes.lead}>{t('talk.reveal.lead')}</p>
        <Textarea
          label={t('talk.reveal.reason')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={1600}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" radius="xl" size="md" onClick={onDone}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" radius="xl" size="md" disabled={!ready} loading={reveal.isPending}>
            {t('talk.reveal.confirm')}
          </Button>
        </Group>
      </form>
    </Sheet>
  );
}

export function RevealAct({ conversation }: { conversation: Conversation }) {
  const { me } = useSignedIn();
  const [asking, setAsking] = useState(false);
  if (!isCoordinator(me)) return null;
  return (
    <div className={classes.reveal}>
      <Button
        variant="default"
        radius="xl"
        size="sm"
        leftSection={<IconEye size={18} aria-hidden="true" />}
        onClick={() => setAsking(true)}
      >
        {t('talk.reveal.act')}
      </Button>
      {asking && <RevealSheet conversation={conversation} onDone={() => setAsking(false)} />}
    </div>
  );
}
