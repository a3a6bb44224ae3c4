// A coordinator's act: to take no texts of somebody for a while, and to end that.
import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../actions/use_may';
import { useAct } from '../actions/use_act';
import { actions } from '../api/calls';
import type { Conversation } from '../api/types';
import { IconBan } from '../icons';
import { Sheet } from '../sheet';
import { t } from '../words';
import { dayAfter, endOfDay } from './block_until';
import classes from './flags.module.css';

const usualDays = 7;
const mostDays = 365;

function BlockSheet({ conversation, onDone }: { conversation: Conversation; onDone: () => void }) {
  const act = useAct(conversation.id);
  const [today] = useState(() => new Date());
  const [day, setDay] = useState(dayAfter(today, usualDays));
  const [reason, setReason] = useState('');
  const until = endOfDay(day);
  const ready = until !== null && reason.trim() !== '';
  const block = () => {
    if (!ready) return;
    act.mutate(
      {
        act: () => actions.block(conversation.id, until, reason.trim()),
        done: t('notices.blocked'),
      },
      { onSuccess: onDone },
    );
  };
  return (
    <Sheet
      title={t('flags.block.heading', { codename: conversation.texter.codename })}
      onClose={onDone}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          block();
        }}
      >
        <p className={classes.lead}>{t('flags.block.lead')}</p>
        <TextInput
          type="date"
          label={t('flags.block.untilLabel')}
          min={dayAfter(today, 0)}
          max={dayAfter(today, mostDays)}
          required
          withAsterisk={false}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Textarea
          mt="md"
          label={t('flags.block.reasonLabel')}
          description={t('flags.block.reasonHint')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={1600}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" radius="xl" size="md" onClick={onDone}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" radius="xl" size="md" disabled={!ready} loading={act.isPending}>
            {t('flags.block.confirm')}
          </Button>
        </Group>
      </form>
    </Sheet>
  );
}

export function BlockAct({ conversation }: { conversation: Conversation }) {
  const unblock = useAct(conversation.id);
  const [asking, setAsking] = useState(false);
  const may = useMay(conversation);
  if (!may.block && !may.unblock) return null;
  const end = () =>
    unblock.mutate({
      act: () => actions.unblock(conversation.id),
      done: t('notices.unblocked'),
    });
  return (
    <div className={classes.sideAct}>
      <Button
        variant="default"
        radius="xl"
        size="sm"
        leftSection={<IconBan size={18} aria-hidden="true" />}
        loading={unblock.isPending}
        onClick={may.unblock ? end : () => setAsking(true)}
      >
        {may.unblock ? t('flags.block.end') : t('flags.block.act')}
      </Button>
      {asking && may.block && (
        <BlockSheet conversation={conversation} onDone={() => setAsking(false)} />
      )}
    </div>
  );
}
