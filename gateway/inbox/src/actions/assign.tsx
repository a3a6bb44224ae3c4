import { useState } from 'react';
import { actions } from '../api/calls';
import { asProblem } from '../api/problem';
import type { Conversation, Peer } from '../api/types';
import { Ask } from '../ask';
import { usePeers } from '../people/use_peers';
import { words } from '../words';
import { PassOnDialog } from './pass_on_dialog';
import { useAct } from './use_act';

interface Wanted {
  peer: Peer;
  note: string;
  // Why the service held back: one of `insistable`.
  code: string;
}

const insistable = ['peer_off', 'peer_full', 'not_wanted'];

function reservation({ peer, code }: Wanted): string {
  if (code === 'not_wanted') return words.actions.peerNotWanted(peer.name);
  if (code === 'peer_full') return words.actions.peerFull(peer.name);
  return peer.presence === 'break'
    ? words.actions.peerBreak(peer.name)
    : words.actions.peerOff(peer.name);
}

interface AssignProps {
  conversation: Conversation;
  onDone: () => void;
}

// Gives a conversation to anyone. Where they are off, full or not wanted the service says so; one
// may insist.
export function Assign({ conversation, onDone }: AssignProps) {
  const act = useAct(conversation.id);
  const people = usePeers(conversation.line).filter((peer) => peer.id !== conversation.owner);
  const [held, setHeld] = useState<Wanted | null>(null);
  const assign = (peer: Peer, note: string, insist: boolean) => {
    const refused = (error: unknown) => {
      const { code } = asProblem(error);
      if (insist || !insistable.includes(code)) return false;
      setHeld({ peer, note, code });
      return true;
    };
    act.mutate(
      {
        act: () => actions.assign(conversation.id, peer.id, note, insist),
        done: words.notices.assigned(peer.name),
        refused,
      },
      { onSuccess: onDone },
    );
  };
  if (held) {
    return (
      <Ask
        heading={words.actions.insistHeading}
        confirm={words.actions.insist}
        stay={words.actions.cancel}
        onConfirm={() => assign(held.peer, held.note, true)}
        onStay={() => setHeld(null)}
      >
        {reservation(held)}
      </Ask>
    );
  }
  return (
    <PassOnDialog
      heading={words.actions.assignHeading(conversation.texter.codename)}
      confirm={words.actions.assign}
      people={people}
      toQueue={false}
      anyone
      busy={act.isPending}
      onCancel={onDone}
      onPassOn={(peer, note) => peer && assign(peer, note, false)}
    />
  );
}
