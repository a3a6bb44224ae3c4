import { useEffect, useState, useSyncExternalStore } from 'react';
import { IconCloudOff } from '../icons';
import { useSignedIn } from '../session/session';
import { t } from '../words';
import classes from './shell.module.css';

// A short break is nobody's concern.
const patienceMs = 1_500;

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

function useLostForLong(lost: boolean): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!lost) return;
    const timer = setTimeout(() => setLong(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [lost]);
  return lost && long;
}

export function ConnectionBar() {
  const { connection } = useSignedIn();
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  const lost = useLostForLong(connection !== 'live');
  return (
    <div role="status" className={classes.connection} data-lost={lost || !online || undefined}>
      {(lost || !online) && (
        <>
          <IconCloudOff size={18} aria-hidden="true" />
          {online ? t('connection.lost') : t('connection.offline')}
        </>
      )}
    </div>
  );
}
