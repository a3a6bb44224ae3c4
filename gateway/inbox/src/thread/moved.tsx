// In place of a thread that went to somebody else while this person was writing: what was read is
// not shown any more, what they wrote is.
import type { Moved } from '../composer/composer';
import { t } from '../words';
import { OutgoingRows } from './outgoing_row';
import classes from './thread.module.css';

export function MovedNotice({ id, moved }: { id: string; moved: Moved }) {
  return (
    <div className={classes.moved} role="status">
      <p>
        {moved.to === null ? t('talk.moved.leadNobody') : t('talk.moved.lead', { name: moved.to })}
      </p>
      <p>{t('talk.moved.kept')}</p>
      <OutgoingRows id={id} />
    </div>
  );
}
