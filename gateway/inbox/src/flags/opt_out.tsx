// To grant a wish to get no more texts: the same as the texter's own STOP.
import { Button, type ButtonProps } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../actions/use_act';
import { useMay } from '../actions/use_may';
import { actions } from '../api/calls';
import type { Conversation } from '../api/types';
import { Ask } from '../ask';
import { IconMessageOff } from '../icons';
import { t } from '../words';
import classes from './flags.module.css';

interface OptOutProps extends Pick<ButtonProps, 'variant' | 'leftSection'> {
  conversation: Conversation;
}

export function OptOut({ conversation, ...look }: OptOutProps) {
  const act = useAct(conversation.id);
  const [asking, setAsking] = useState(false);
  const optOut = () => {
    setAsking(false);
    act.mutate({ act: () => actions.optOut(conversation.id), done: t('notices.optedOut') });
  };
  return (
    <>
      <Button
        {...look}
        radius="xl"
        size="sm"
        loading={act.isPending}
        onClick={() => setAsking(true)}
      >
        {t('flags.optOut')}
      </Button>
      {asking && (
        <Ask
          heading={t('flags.optOutHeading', { codename: conversation.texter.codename })}
          confirm={t('flags.optOut')}
          stay={t('flags.stay')}
          onConfirm={optOut}
          onStay={() => setAsking(false)}
        >
          {t('flags.lead.opt_out_wish')}
        </Ask>
      )}
    </>
  );
}

// Where no flag offers it: people say it in more words than a list of phrases knows.
export function OptOutAct({ conversation }: { conversation: Conversation }) {
  const may = useMay(conversation);
  if (!may.optOut) return null;
  return (
    <div className={classes.sideAct}>
      <OptOut
        conversation={conversation}
        variant="default"
        leftSection={<IconMessageOff size={18} aria-hidden="true" />}
      />
    </div>
  );
}
