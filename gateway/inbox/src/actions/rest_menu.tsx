import { Menu } from '@mantine/core';
import { actions } from '../api/calls';
import { IconMoon } from '../icons';
import { t } from '../words';
import { ActionButton } from './action_button';
import { restUntil, type RestSpan } from './rest_until';
import { useAct } from './use_act';

const spans: readonly RestSpan[] = ['minutes', 'hour', 'tomorrow'];

export function RestMenu({ id }: { id: string }) {
  const act = useAct(id);
  const rest = (span: RestSpan) =>
    act.mutate({ act: () => actions.rest(id, restUntil(span, new Date())) });
  return (
    <Menu position="bottom-end" shadow="md" width={230}>
      <Menu.Target>
        <ActionButton icon={IconMoon} name={t('actions.rest')} busy={act.isPending} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('actions.restHeading')}</Menu.Label>
        {spans.map((span) => (
          <Menu.Item key={span} onClick={() => rest(span)}>
            {t(`actions.restSpan.${span}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('actions.restLead')}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
