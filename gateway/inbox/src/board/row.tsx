import { Checkbox } from '@mantine/core';
import { useDraggable } from '@dnd-kit/core';
import type { ReactNode } from 'react';
import { IconGripVertical } from '../icons';
import { Link } from '../link';
import { Face } from '../people/face';
import { paths } from '../route';
import { t } from '../words';
import classes from './board.module.css';
import { useBoard } from './board_context';
import { Clock } from './clock';
import type { Movable } from './moving';
import { RowMenu } from './row_menu';

interface RowProps {
  one: Movable;
  // Since when they wait; null where nobody owes them an answer.
  since: string | null;
  // Smaller, where it stands in somebody's card.
  small?: boolean;
  badges?: ReactNode;
  standing?: ReactNode;
}

// A conversation on the board: opened by its name, moved by its menu, dragged by all of it, and with
// the keyboard by its grip.
export function Row({ one, since, small = false, badges, standing }: RowProps) {
  const { moves, selected, select } = useBoard();
  const onItsWay = moves.moving.has(one.id);
  const drag = useDraggable({
    id: one.id,
    data: { one },
    disabled: onItsWay,
    attributes: { roleDescription: t('board.drag.role') },
  });
  return (
    <div
      ref={drag.setNodeRef}
      className={classes.row}
      data-small={small || undefined}
      data-dragged={drag.isDragging || undefined}
      data-on-its-way={onItsWay || undefined}
      {...drag.listeners}
    >
      <Checkbox
        size="sm"
        aria-label={t('board.row.select', { codename: one.codename })}
        checked={selected.has(one.id)}
        onChange={(event) => select(one, event.currentTarget.checked)}
        classNames={{ root: classes.check }}
      />
      <button
        type="button"
        ref={drag.setActivatorNodeRef}
        className={classes.grip}
        {...drag.attributes}
        aria-label={t('board.row.drag', { codename: one.codename })}
      >
        <IconGripVertical size={16} aria-hidden="true" />
      </button>
      <Face name={one.codename} size={small ? 28 : 36} />
      <span className={classes.rowWords}>
        <span className={classes.rowName}>
          <Link href={paths.conversation(one.id)} draggable={false}>
            {one.codename}
          </Link>
          {badges}
        </span>
        {standing !== undefined && <span className={classes.standing}>{standing}</span>}
      </span>
      {since !== null && (
        <Clock since={since} line={one.line} held={one.owner !== null} />
      )}
      <RowMenu one={one} />
    </div>
  );
}
