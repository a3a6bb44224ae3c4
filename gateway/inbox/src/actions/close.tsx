import { useState } from 'react';
import { actions } from '../api/calls';
import type { Conversation } from '../api/types';
import { Ask } from '../ask';
import { IconCircleCheck } from '../icons';
import { words } from '../words';
import { ActionButton } from './action_button';
import { useAct } from './use_act';

// Closes; asks first where the texter still waits for an answer.
export function Close({ conversation }: { conversation: Conversation }) {
  const act = useAct(conversation.id);
  const [asking, setAsking] = useState(false);
  const close = () => {
    setAsking(false);
    act.mutate({ act: () => actions.close(conversation.id), done: words.notices.closed });
  };
  return (
    <>
      <ActionButton
        icon={IconCircleCheck}
        name={words.actions.close}
        busy={act.isPending}
        onClick={() => (conversation.waiting_since ? setAsking(true) : close())}
      />
      {asking && (
        <Ask
          heading={words.actions.closeHeading}
          confirm={words.actions.closeAnyway}
          stay={words.actions.keepOpen}
          onConfirm={close}
          onStay={() => setAsking(false)}
        >
          {words.actions.closeLead(conversation.texter.codename)}
        </Ask>
      )}
    </>
  );
}
