// Below a text that did not arrive, or of which nobody knows: what one can do about it.
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Checked, Text } from '../api/types';
import { Ask } from '../ask';
import { t } from '../words';
import type { Choices } from './choices';
import { mayHelpToSendAgain } from './failure';
import classes from './thread.module.css';
import { useDecide } from './use_decide';

function checkedWords(checked: Checked): string {
  switch (checked.listed) {
    case 'found':
    case null:
      return t('sends.found');
    case 'absent':
      return checked.text.status === 'unknown' ? t('sends.absent') : t('sends.absentAgain');
    case 'unclear':
      return t('sends.unclear');
  }
}

interface ChoicesProps {
  text: Text;
  // Whether it may be sent again as things are.
  maySend: boolean;
}

function Failed({ text, maySend }: ChoicesProps) {
  const { again, leave, busy } = useDecide(text);
  return (
    <div className={classes.choices}>
      {maySend && mayHelpToSendAgain(text.error) && (
        <Button
          size="compact-md"
          variant="light"
          loading={again.isPending}
          disabled={busy}
          onClick={() => again.mutate(false)}
        >
          {t('sends.tryAgain')}
        </Button>
      )}
      <Button size="compact-md" variant="subtle" disabled={busy} onClick={() => leave.mutate()}>
        {t('sends.leave')}
      </Button>
    </div>
  );
}

// Sending it again is offered only after the carrier was asked, and where it can't tell, asks back.
function Unknown({ text, maySend }: ChoicesProps) {
  const { again, leave, check, busy } = useDecide(text);
  const [asking, setAsking] = useState(false);
  const listed = check.data?.listed;
  const known = check.isError ? t('sends.notReached') : check.data && checkedWords(check.data);
  const sendable = maySend && (listed === 'absent' || listed === 'unclear');
  const send = () => {
    setAsking(false);
    again.mutate(true);
  };
  return (
    <>
      {known !== undefined && (
        <div className={classes.learnt} role="status">
          {known}
        </div>
      )}
      <div className={classes.choices}>
        <Button
          size="compact-md"
          variant={sendable ? 'subtle' : 'light'}
          loading={check.isPending}
          disabled={busy}
          onClick={() => check.mutate()}
        >
          {t('sends.check')}
        </Button>
        {sendable && (
          <Button
            size="compact-md"
            variant="light"
            loading={again.isPending}
            disabled={busy}
            onClick={listed === 'absent' ? send : () => setAsking(true)}
          >
            {t('sends.sendAgain')}
          </Button>
        )}
        {check.data && (
          <Button size="compact-md" variant="subtle" disabled={busy} onClick={() => leave.mutate()}>
            {t('sends.leave')}
          </Button>
        )}
      </div>
      {asking && (
        <Ask
          heading={t('sends.unclear')}
          confirm={t('sends.sendAgain')}
          stay={t('talk.moved.notNow')}
          onConfirm={send}
          onStay={() => setAsking(false)}
        >
          <p>{t('sends.mayBeTwice')}</p>
        </Ask>
      )}
    </>
  );
}

export function SendChoices({ text, choices }: { text: Text; choices: Choices }) {
  const Of = text.status === 'unknown' ? Unknown : Failed;
  return (
    <>
      <Of text={text} maySend={choices === 'all'} />
      {choices === 'reopen' && <div className={classes.learnt}>{t('sends.reopenFirst')}</div>}
    </>
  );
}
