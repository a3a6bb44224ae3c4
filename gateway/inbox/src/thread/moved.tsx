// In place of a thread that went to somebody else while this person was writing: what was read is
// not shown any more, what they wrote is.
import { useSyncExternalStore } from 'react';
import type { Moved } from '../composer/composer';
import { useSignedIn } from '../session/session';
import { t } from '../words';
import { OutgoingRow } from './outgoing_row';
import classes from './thread.module.css';

export function MovedNotice({ id, moved }: { id: string; moved: Moved }) {
  const { outgoing } = useSignedIn();
  const onItsWay = useSyncExternalStore(outgoing.subscribe, () => outgoing.of(id));
  return (
    <div className={classes.moved} role="status">
      <p>
        {moved.to === null ? t('talk.moved.leadNobody') : t('talk.moved.lead', { name: moved.to })}
      </p>
      <p>{t('talk.moved.kept')}</p>
      {onItsWay.map((text) => (
        <OutgoingRow key={text.clientId} text={text} />
      ))}
    </div>
  );
}
