import { Button } from '@mantine/core';
import { t } from '../words';
import classes from './board.module.css';

// Where a list would be that could not be read: an empty one would look as if there was nothing.
export function NotLoaded({ onAgain }: { onAgain: () => unknown }) {
  return (
    <p className={classes.none} role="alert">
      {t('list.failed')}{' '}
      <Button variant="subtle" size="compact-sm" onClick={() => onAgain()}>
        {t('common.tryAgain')}
      </Button>
    </p>
  );
}
