// A text or note that is still on its way to the service.
import { Button } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { Problem } from '../api/problem';
import type { OutgoingText } from '../composer/outgoing';
import { useSignedIn } from '../session/session';
import { useVeil } from '../settings/veil';
import { t } from '../words';
import { problemWords } from '../words/problems';
import { StatusMark } from './status_mark';
import classes from './thread.module.css';

function waitingWords({ problem }: OutgoingText): string {
  const isAnswered = problem !== null && problem.code !== 'unreachable';
  return isAnswered ? t('status.waitingForWarmline') : t('status.waitingForConnection');
}

function reasonOf(text: OutgoingText): string | null {
  if (text.state === 'waiting') return waitingWords(text);
  if (!text.problem) return null;
  const { code, ownerName, outcomeIsOpen } = text.problem;
  if (!outcomeIsOpen) return problemWords(new Problem(0, code, { ownerName }));
  return t('status.notConfirmed');
}

function Choices({ text }: { text: OutgoingText }) {
  const { outgoing } = useSignedIn();
  return (
    <div className={classes.choices}>
      <Button size="compact-md" variant="light" onClick={() => outgoing.tryAgain(text)}>
        {t('common.tryAgain')}
      </Button>
      <Button size="compact-md" variant="subtle" onClick={() => outgoing.discard(text)}>
        {t('status.discard')}
      </Button>
    </div>
  );
}

export function OutgoingRow({ text }: { text: OutgoingText }) {
  const veil = useVeil();
  const reason = reasonOf(text);
  const failed = text.state === 'failed';
  const status = failed ? 'failed' : 'sending';
  return (
    <div
      className={classes.text}
      data-testid={text.kind}
      data-status={status}
      data-direction="out"
      data-kind={text.kind}
      data-first
      data-last
      data-on-its-way
    >
      <div className={classes.bubble} dir="auto" {...veil}>
        {text.body}
      </div>
      <div className={classes.under}>
        <span className={classes.status} data-status={status}>
          <StatusMark status={status} />
          {failed ? t('status.notSent') : t('status.sending')}
        </span>
      </div>
      {reason && <div className={classes.trouble}>{reason}</div>}
      {failed && <Choices text={text} />}
    </div>
  );
}

// All for one conversation, where its thread is not shown.
export function OutgoingRows({ id }: { id: string }) {
  const { outgoing } = useSignedIn();
  const onItsWay = useSyncExternalStore(outgoing.subscribe, () => outgoing.of(id));
  return onItsWay.map((text) => <OutgoingRow key={text.clientId} text={text} />);
}
