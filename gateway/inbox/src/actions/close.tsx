import { Menu } from '@mantine/core';
import { useState } from 'react';
import { actions } from '../api/calls';
import type { Conversation } from '../api/types';
import { Ask } from '../ask';
import { IconCircleCheck } from '../icons';
import { useLine } from '../inbox/use_views';
import { useShortcut } from '../shortcuts/shortcuts';
import { t } from '../words';
import { ActionButton } from './action_button';
import { useAct } from './use_act';

// Closes; asks first where the texter still waits for an answer. Where the line counts how often
// somebody comes, one may say that one asked them to.
export function Close({ conversation }: { conversation: Conversation }) {
  const act = useAct(conversation.id);
  const counts = useLine(conversation.line)?.contacts_per_day != null;
  // Whether they were asked to come back, while it is asked whether to close at all.
  const [asking, setAsking] = useState<{ askedBack: boolean } | null>(null);
  const close = (askedBack: boolean) => {
    setAsking(null);
    act.mutate({
      act: () => actions.close(conversation.id, askedBack),
      done: t('notices.closed'),
    });
  };
  const wanted = (askedBack: boolean) =>
    conversation.waiting_since ? setAsking({ askedBack }) : close(askedBack);
  useShortcut('close', act.isPending ? null : () => wanted(false));
  return (
    <>
      {counts ? (
        <Menu position="bottom-end" shadow="md" width={280}>
          <Menu.Target>
            <ActionButton icon={IconCircleCheck} name={t('actions.close')} busy={act.isPending} />
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => wanted(false)}>{t('actions.closePlain')}</Menu.Item>
            <Menu.Item onClick={() => wanted(true)}>{t('actions.closeAskedBack')}</Menu.Item>
            <Menu.Label>{t('actions.closeAskedBackLead')}</Menu.Label>
          </Menu.Dropdown>
        </Menu>
      ) : (
        <ActionButton
          icon={IconCircleCheck}
          name={t('actions.close')}
          busy={act.isPending}
          onClick={() => wanted(false)}
        />
      )}
      {asking && (
        <Ask
          heading={t('actions.closeHeading')}
          confirm={t('actions.closeAnyway')}
          stay={t('actions.keepOpen')}
          onConfirm={() => close(asking.askedBack)}
          onStay={() => setAsking(null)}
        >
          {t('actions.closeLead', { codename: conversation.texter.codename })}
        </Ask>
      )}
    </>
  );
}
