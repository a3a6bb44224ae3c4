import { Button } from '@mantine/core';
import { IconArrowBackUp, IconUserPlus } from '../icons';
import { t } from '../words';
import classes from './board.module.css';
import { useBoard } from './board_context';

// What is done with several at once.
export function SelectionBar({ onClear }: { onClear: () => void }) {
  const { selected, moves, assignTo } = useBoard();
  if (selected.size === 0) return null;
  const all = [...selected.values()];
  const held = all.filter(({ holder }) => holder !== null);
  return (
    <div className={classes.bar} role="group" aria-label={t('board.several.label')}>
      <b>{t('board.several.count', { count: all.length })}</b>
      <Button
        size="compact-md"
        radius="xl"
        variant="default"
        leftSection={<IconUserPlus size={16} aria-hidden="true" />}
        onClick={() => assignTo(all)}
      >
        {t('board.row.assign')}
      </Button>
      {held.length > 0 && (
        <Button
          size="compact-md"
          radius="xl"
          variant="default"
          leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
          onClick={() => {
            moves.giveBack(held);
            onClear();
          }}
        >
          {t('board.several.giveBack', { count: held.length })}
        </Button>
      )}
      <Button size="compact-md" radius="xl" variant="subtle" onClick={onClear}>
        {t('board.several.clear')}
      </Button>
    </div>
  );
}
