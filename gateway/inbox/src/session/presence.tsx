import { Button } from '@mantine/core';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Ask } from '../ask';
import type { Presence } from '../api/types';
import { useMyOpenCount, useMyWaitingCount } from '../inbox/use_views';
import { useShortcut } from '../shortcuts/shortcuts';
import { whenIdle } from '../when_idle';
import { t } from '../words';
import { useSignedIn } from './session';
import classes from './session.module.css';
import { useSetPresence } from './use_presence';

const choices: readonly Presence[] = ['on', 'break', 'off'];
type Leaving = Exclude<Presence, 'on'>;

// What becomes of one's `open` conversations, of which `waiting` wait for an answer.
function returnsWords(leaving: Leaving, open: number, waiting: number): string {
  if (leaving === 'off') return t('session.presence.returnsOff', { count: open });
  const stays = t('session.presence.staysBreak');
  if (waiting === 0) return stays;
  const ofOpen = t('session.presence.openOnes', { count: open });
  return `${t('session.presence.returnsBreak', { count: waiting, open: ofOpen })} ${stays}`;
}

// On, break or off. Who leaves with open conversations is told first what becomes of them.
export function PresenceControl() {
  const { me } = useSignedIn();
  const set = useSetPresence();
  const open = useMyOpenCount();
  const waiting = useMyWaitingCount();
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  const choose = (presence: Presence) => {
    // Whoever was answered is still with them on a break.
    if (presence !== 'on' && me.presence !== 'off' && open > 0) setLeaving(presence);
    else set.mutate(presence);
  };
  const leave = (presence: Leaving) => {
    setLeaving(null);
    set.mutate(presence);
  };
  useShortcut('break', () => choose(me.presence === 'break' ? 'on' : 'break'));
  return (
    <>
      <div role="group" aria-label={t('session.presence.label')} className={classes.presence}>
        {choices.map((presence) => (
          <label key={presence} className={classes.choice}>
            <input
              type="radio"
              name="presence"
              checked={me.presence === presence}
              onChange={() => choose(presence)}
            />
            <span className={classes.dot} data-presence={presence} aria-hidden="true" />
            {t(`session.presence.${presence}`)}
          </label>
        ))}
      </div>
      {leaving && (
        <Ask
          heading={t(`session.presence.leaving.${leaving}.heading`)}
          confirm={t(`session.presence.leaving.${leaving}.confirm`)}
          stay={t(me.presence === 'break' ? 'session.presence.stayBreak' : 'session.presence.stay')}
          onConfirm={() => leave(leaving)}
          onStay={() => setLeaving(null)}
        >
          <p>{returnsWords(leaving, open, waiting)}</p>
        </Ask>
      )}
    </>
  );
}

// What can't be loaded is left out.
const ShiftToday = lazy(() =>
  import('./shift_today').then(
    (loaded) => ({ default: loaded.ShiftToday }),
    () => ({ default: () => null }),
  ),
);

// Read once the page has nothing else to do. There is room for it before, so that nothing moves.
function Shift() {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => whenIdle(() => setIdle(true)), []);
  return (
    <p className={classes.shift}>
      {isIdle && (
        <Suspense fallback={null}>
          <ShiftToday />
        </Suspense>
      )}
    </p>
  );
}

// Asked above the list for as long as one is not on.
export function PresenceQuestion() {
  const { me } = useSignedIn();
  const set = useSetPresence();
  if (me.presence === 'on') return null;
  const onBreak = me.presence === 'break';
  return (
    <section className={classes.question} aria-label={t('session.presence.question')}>
      <div>
        <strong>{t('session.presence.question')}</strong>
        <p>{onBreak ? t('session.presence.questionBreak') : t('session.presence.questionLead')}</p>
        <Shift />
      </div>
      <Button color="sage" loading={set.isPending} onClick={() => set.mutate('on')}>
        {onBreak ? t('session.presence.comeBack') : t('session.presence.comeOn')}
      </Button>
    </section>
  );
}
