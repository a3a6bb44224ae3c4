import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconDots,
  IconHandStop,
  IconMessage,
  IconUserPlus,
} from '../icons';
import { goTo, paths } from '../route';
import { useSignedIn } from '../session/session';
import { t } from '../words';
import { useBoard, useHoldWhileOpen } from './board_context';
import type { Movable } from './moving';

const iconSize = 18;

// Everything that dragging does, and more, without dragging.
export function RowMenu({ one }: { one: Movable }) {
  const { me } = useSignedIn();
  const { moves, assignTo } = useBoard();
  const hold = useHoldWhileOpen();
  return (
    <Menu position="bottom-end" width={230} shadow="md" onChange={hold} returnFocus>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          radius="xl"
          aria-label={t('board.row.menu', { codename: one.codename })}
        >
          <IconDots size={iconSize} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconMessage size={iconSize} />}
          onClick={() => goTo(paths.conversation(one.id))}
        >
          {t('board.row.open')}
        </Menu.Item>
        <Menu.Item leftSection={<IconUserPlus size={iconSize} />} onClick={() => assignTo([one])}>
          {t('board.row.assign')}
        </Menu.Item>
        {one.owner !== me.id && (
          <Menu.Item
            leftSection={<IconHandStop size={iconSize} />}
            onClick={() => moves.assign([one], me)}
          >
            {t('board.row.takeOver')}
          </Menu.Item>
        )}
        {one.holder !== null && (
          <Menu.Item
            leftSection={<IconArrowBackUp size={iconSize} />}
            onClick={() => moves.giveBack([one])}
          >
            {t('board.row.giveBack')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
