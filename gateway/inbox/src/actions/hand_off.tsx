import { actions } from '../api/calls';
import type { Conversation, Peer } from '../api/types';
import { usePeers } from '../people/use_peers';
import { useSignedIn } from '../session/session';
import { t } from '../words';
import { forgetNote } from './kept_note';
import { PassOnDialog } from './pass_on_dialog';
import { useAct } from './use_act';

interface HandOffProps {
  conversation: Conversation;
  onDone: () => void;
}

export function HandOff({ conversation, onDone }: HandOffProps) {
  const { me } = useSignedIn();
  const act = useAct(conversation.id);
  const others = usePeers(conversation.line).filter((peer) => peer.id !== me.id);
  const handOff = (to: Peer | null, note: string) => {
    const done = to ? t('notices.handedOff', { name: to.name }) : t('notices.returned');
    act.mutate(
      {
        act: async () => {
          const now = await actions.handOff(conversation.id, to?.id ?? null, note);
          forgetNote(me.id, conversation.id);
          return now;
        },
        done,
      },
      { onSuccess: onDone },
    );
  };
  return (
    <PassOnDialog
      conversations={[conversation.id]}
      heading={t('actions.handOffHeading', { codename: conversation.texter.codename })}
      confirm={t('actions.handOff')}
      people={others}
      toQueue
      anyone={false}
      busy={act.isPending}
      onCancel={onDone}
      onPassOn={handOff}
    />
  );
}
