// The text that somebody looked for. A screen reader that is led to it says so, and its words.
import { useId, type ReactNode } from 'react';
import { IconSearch } from '../icons';
import { t } from '../words';
import classes from './thread.module.css';

export function FoundRow({ children }: { children: ReactNode }) {
  const id = useId();
  return (
    <div
      className={classes.found}
      role="group"
      aria-labelledby={`${id}-what`}
      aria-describedby={`${id}-words`}
      tabIndex={-1}
      data-found
    >
      <div id={`${id}-what`} className={classes.foundWhat}>
        <IconSearch size={15} aria-hidden="true" />
        {t('thread.found')}
      </div>
      <div id={`${id}-words`} className={classes.foundWords}>
        {children}
      </div>
    </div>
  );
}
