import { Menu } from '@mantine/core';
import { actions } from '../api/calls';
import { IconMoon } from '../icons';
import { words } from '../words';
import { ActionButton } from './action_button';
import { restUntil, type RestSpan } from './rest_until';
import { useAct } from './use_act';

const spans: readonly [RestSpan, string][] = [
  ['minutes', words.actions.restMinutes],
  ['hour', words.actions.restHour],
  ['tomorrow', words.actions.restTomorrow],
];

export function RestMenu({ id }: { id: string }) {
  const act = useAct(id);
  const rest = (span: RestSpan) =>
    act.mutate({ act: () => actions.rest(id, restUntil(span, new Date())) });
  return (
    <Menu position="bottom-end" shadow="md" width={230}>
      <Menu.Target>
        <ActionButton icon={IconMoon} name={words.actions.rest} busy={act.isPending} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.actions.restHeading}</Menu.Label>
        {spans.map(([span, label]) => (
          <Menu.Item key={span} onClick={() => rest(span)}>
            {label}
          </Menu.Item>
        ))}
        <Menu.Label>{words.actions.restLead}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
