import { useState } from 'react';
import type { Conversation } from '../api/types';
import { RaiseFlag } from '../flags/raise_flag';
import { IconArrowForwardUp, IconFlag, IconUserPlus } from '../icons';
import { useShortcut } from '../shortcuts/shortcuts';
import { t } from '../words';
import { ActionButton } from './action_button';
import classes from './actions.module.css';
import { Assign } from './assign';
import { Close } from './close';
import { HandOff } from './hand_off';
import { useMay } from './use_may';
import { RestMenu } from './rest_menu';

// What one may do with a conversation besides writing; nothing where there is nothing to do.
export function ActionBar({ conversation }: { conversation: Conversation }) {
  const [dialog, setDialog] = useState<'hand off' | 'assign' | 'flag' | null>(null);
  const may = useMay(conversation);
  const done = () => setDialog(null);
  useShortcut('handOff', may.handOff ? () => setDialog('hand off') : null);
  if (!may.handOff && !may.assign && !may.rest && !may.close && !may.flag) return null;
  return (
    <div role="group" aria-label={t('actions.label')} className={classes.bar}>
      {may.handOff && (
        <ActionButton
          icon={IconArrowForwardUp}
          name={t('actions.handOff')}
          onClick={() => setDialog('hand off')}
        />
      )}
      {may.assign && (
        <ActionButton
          icon={IconUserPlus}
          name={t('actions.assign')}
          onClick={() => setDialog('assign')}
        />
      )}
      {may.rest && <RestMenu id={conversation.id} />}
      {may.flag && (
        <ActionButton icon={IconFlag} name={t('flags.raise')} onClick={() => setDialog('flag')} />
      )}
      {may.close && <Close conversation={conversation} />}
      {dialog === 'hand off' && <HandOff conversation={conversation} onDone={done} />}
      {dialog === 'assign' && <Assign conversation={conversation} onDone={done} />}
      {dialog === 'flag' && <RaiseFlag conversation={conversation} onDone={done} />}
    </div>
  );
}
