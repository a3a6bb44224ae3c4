import { useAct } from '../actions/use_act';
import { actions } from '../api/calls';
import type { Conversation } from '../api/types';
import { t } from '../words';
import { NoteSheet } from './note_sheet';

interface RaiseFlagProps {
  conversation: Conversation;
  onDone: () => void;
}

export function RaiseFlag({ conversation, onDone }: RaiseFlagProps) {
  const act = useAct(conversation.id);
  return (
    <NoteSheet
      heading={t('flags.raiseHeading', { codename: conversation.texter.codename })}
      lead={t('flags.raiseLead')}
      confirm={t('flags.raise')}
      busy={act.isPending}
      onCancel={onDone}
      onConfirm={(note) =>
        act.mutate({ act: () => actions.flag(conversation.id, note) }, { onSuccess: onDone })
      }
    />
  );
}
