import { useState } from 'react';
import { actions } from '../api/calls';
import { asProblem } from '../api/problem';
import type { Conversation, Peer } from '../api/types';
import { Ask } from '../ask';
import { usePeers } from '../people/use_peers';
import { useSignedIn } from '../session/session';
import { t } from '../words';
import { mayInsist, reservation } from './insist';
import { forgetNote } from './kept_note';
import { PassOnDialog } from './pass_on_dialog';
import { useAct } from './use_act';

interface Wanted {
  peer: Peer;
  note: string;
  // Why the service held back.
  code: string;
}

interface AssignProps {
  conversation: Conversation;
  onDone: () => void;
}

// Gives a conversation to anyone. Where they are off, full or not wanted the service says so; one
// may insist.
export function Assign({ conversation, onDone }: AssignProps) {
  const { me } = useSignedIn();
  const act = useAct(conversation.id);
  const people = usePeers(conversation.line).filter((peer) => peer.id !== conversation.owner);
  const [held, setHeld] = useState<Wanted | null>(null);
  const assign = (peer: Peer, note: string, insist: boolean) => {
    const refused = (error: unknown) => {
      const { code } = asProblem(error);
      if (insist || !mayInsist(code)) return false;
      setHeld({ peer, note, code });
      return true;
    };
    act.mutate(
      {
        act: async () => {
          const { id, owner } = conversation;
          const now = await actions.assign(id, owner, peer.id, note, insist);
          forgetNote(me.id, id);
          return now;
        },
        done: t('notices.assigned', { name: peer.name }),
        refused,
      },
      { onSuccess: onDone },
    );
  };
  if (held) {
    return (
      <Ask
        heading={t('actions.insistHeading')}
        confirm={t('actions.insist')}
        stay={t('common.cancel')}
        onConfirm={() => assign(held.peer, held.note, true)}
        onStay={() => setHeld(null)}
      >
        <p>{reservation(held.peer, held.code)}</p>
      </Ask>
    );
  }
  return (
    <PassOnDialog
      conversations={[conversation.id]}
      heading={t('actions.assignHeading', { codename: conversation.texter.codename })}
      confirm={t('actions.assign')}
      people={people}
      toQueue={false}
      anyone
      busy={act.isPending}
      onCancel={onDone}
      onPassOn={(peer, note) => peer && assign(peer, note, false)}
    />
  );
}
