import { useAct } from '../actions/use_act';
import { actions } from '../api/calls';
import type { Conversation } from '../api/types';
import { words } from '../words';
import { NoteSheet } from './note_sheet';

interface RaiseFlagProps {
  conversation: Conversation;
  onDone: () => void;
}

export function RaiseFlag({ conversation, onDone }: RaiseFlagProps) {
  const act = useAct(conversation.id);
  return (
    <NoteSheet
      heading={words.flags.raiseHeading(conversation.texter.codename)}
      lead={words.flags.raiseLead}
      confirm={words.flags.raise}
      busy={act.isPending}
      onCancel={onDone}
      onConfirm={(note) =>
        act.mutate({ act: () => actions.flag(conversation.id, note) }, { onSuccess: onDone })
      }
    />
  );
}
