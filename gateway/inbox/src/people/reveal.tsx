// A coordinator's act: to see a texter's number, for a reason that goes on record.
import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { activity } from '../api/activity';
import type { Conversation } from '../api/types';
import { IconEye } from '../icons';
import { notices } from '../notices';
import { useSignedIn } from '../session/session';
import { Sheet } from '../sheet';
import { t } from '../words';
import classes from './people.module.css';

function Revealed({ number, onDone }: { number: string; onDone: () => void }) {
  return (
    <>
      <TextInput label={t('activity.reveal.number')} value={number} readOnly size="lg" mb="sm" />
      <p className={classes.recorded}>{t('activity.reveal.recorded')}</p>
      <Group justify="flex-end" mt="lg">
        <Button radius="xl" size="md" onClick={onDone} data-autofocus>
          {t('activity.reveal.done')}
        </Button>
      </Group>
    </>
  );
}

function RevealSheet({ conversation, onDone }: { conversation: Conversation; onDone: () => void }) {
  const [reason, setReason] = useState('');
  const asking = useMutation({
    mutationFn: () => activity.reveal(conversation.id, reason.trim()),
    onError: (error) => notices.refused(error),
    gcTime: 0,
  });
  const ready = reason.trim() !== '';
  return (
    <Sheet
      title={t('activity.reveal.heading', { codename: conversation.texter.codename })}
      onClose={onDone}
    >
      {asking.data ? (
        <Revealed number={asking.data.number} onDone={onDone} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) asking.mutate();
          }}
        >
          <p>{t('activity.reveal.lead')}</p>
          <Textarea
            label={t('activity.reveal.reason')}
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
            <Button
              type="submit"
              radius="xl"
              size="md"
              disabled={!ready}
              loading={asking.isPending}
            >
              {t('activity.reveal.confirm')}
            </Button>
          </Group>
        </form>
      )}
    </Sheet>
  );
}

export function RevealAct({ conversation }: { conversation: Conversation }) {
  const { me } = useSignedIn();
  const [asking, setAsking] = useState(false);
  if (me.role === 'peer') return null;
  return (
    <div className={classes.revealAct}>
      <Button
        variant="default"
        radius="xl"
        size="sm"
        leftSection={<IconEye size={18} aria-hidden="true" />}
        onClick={() => setAsking(true)}
      >
        {t('activity.reveal.act')}
      </Button>
      {asking && <RevealSheet conversation={conversation} onDone={() => setAsking(false)} />}
    </div>
  );
}
