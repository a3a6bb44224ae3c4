// What is asked below a thread that nobody has yet, or that is closed: one or two large buttons.
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { actions, conversations } from '../api/calls';
import { asProblem } from '../api/problem';
import type { Conversation } from '../api/types';
import { CountdownRing } from '../inbox/countdown_ring';
import { useLine } from '../inbox/use_views';
import { goTo, paths } from '../route';
import { useSignedIn } from '../session/session';
import { notices } from '../notices';
import { useShortcut } from '../shortcuts/shortcuts';
import { t } from '../words';
import classes from './actions.module.css';
import { useMay } from './use_may';
import { useAct } from './use_act';

interface PanelProps {
  title: string;
  lead?: string;
  ring?: ReactNode;
  children?: ReactNode;
}

function Panel({ title, lead, ring, children }: PanelProps) {
  return (
    <div className={classes.panel}>
      {ring}
      <div className={classes.panelWords}>
        <strong>{title}</strong>
        {lead !== undefined && <p>{lead}</p>}
      </div>
      {children && <div className={classes.panelButtons}>{children}</div>}
    </div>
  );
}

// Their other window may have been quicker: then it is theirs all the same.
async function accepted(id: string, me: string): Promise<Conversation> {
  try {
    return await actions.accept(id);
  } catch (error) {
    if (asProblem(error).code !== 'offer_expired') throw error;
    const now = await conversations.one(id).catch(() => null);
    if (now?.owner === me) return now;
    throw error;
  }
}

function Offer({ conversation }: { conversation: Conversation }) {
  const { me } = useSignedIn();
  const accept = useAct(conversation.id);
  const pass = useAct(conversation.id);
  const line = useLine(conversation.line);
  const passOn = () =>
    pass.mutate(
      { act: () => actions.pass(conversation.id) },
      { onSuccess: () => goTo(paths.inbox, 'replace') },
    );
  const takeIt = () => accept.mutate({ act: () => accepted(conversation.id, me.id) });
  useShortcut('accept', takeIt);
  useShortcut('pass', passOn);
  const expiresAt = conversation.offer_expires_at;
  const ring = expiresAt && (
    <CountdownRing expiresAt={expiresAt} offerSeconds={line?.timing['offer'] ?? null} />
  );
  return (
    <Panel
      title={t('composer.offeredToYou', { codename: conversation.texter.codename })}
      lead={t('composer.offeredLead')}
      ring={ring}
    >
      <Button variant="default" size="md" radius="xl" loading={pass.isPending} onClick={passOn}>
        {t('actions.pass')}
      </Button>
      <Button size="md" radius="xl" loading={accept.isPending} onClick={takeIt}>
        {t('actions.accept')}
      </Button>
    </Panel>
  );
}

function Waits({ conversation }: { conversation: Conversation }) {
  const { me } = useSignedIn();
  const claim = useAct(conversation.id);
  const on = me.presence === 'on';
  const refused = (error: unknown) => {
    notices.refused(error, conversation.texter.codename);
    return true;
  };
  const claimIt = () => claim.mutate({ act: () => actions.claim(conversation.id), refused });
  useShortcut('accept', claimIt);
  return (
    <Panel
      title={t('composer.waiting', { codename: conversation.texter.codename })}
      lead={on ? t('composer.waitingLead') : t('composer.waitingNotOn')}
    >
      <Button size="md" radius="xl" loading={claim.isPending} onClick={claimIt}>
        {t('actions.claim')}
      </Button>
    </Panel>
  );
}

function Closed({ conversation }: { conversation: Conversation }) {
  const may = useMay(conversation);
  const reopen = useAct(conversation.id);
  return (
    <Panel title={t('composer.closed')}>
      {may.reopen && (
        <Button
          variant="default"
          size="md"
          radius="xl"
          loading={reopen.isPending}
          onClick={() => reopen.mutate({ act: () => actions.reopen(conversation.id) })}
        >
          {t('actions.reopen')}
        </Button>
      )}
    </Panel>
  );
}

// Nothing for a conversation that somebody owns.
export function Decision({ conversation }: { conversation: Conversation }) {
  const { me } = useSignedIn();
  switch (conversation.state) {
    case 'offered':
      if (conversation.offered_to === me.id) return <Offer conversation={conversation} />;
      return (
        <Panel
          title={t('composer.offeredTo', {
            name: conversation.offered_to_name ?? t('people.peer'),
          })}
        />
      );
    case 'waiting':
      return <Waits conversation={conversation} />;
    case 'closed':
      return <Closed conversation={conversation} />;
    case 'open':
    case 'resting':
      return null;
  }
}
