import { Button } from '@mantine/core';
import { useState } from 'react';
import { Ask } from '../ask';
import type { Presence } from '../api/types';
import { useMyOpenCount, useMyWaitingCount } from '../inbox/use_views';
import { words } from '../words';
import { useSignedIn } from './session';
import classes from './session.module.css';
import { useSetPresence } from './use_presence';

const choices: readonly Presence[] = ['on', 'break', 'off'];
type Leaving = Exclude<Presence, 'on'>;

// On, break or off. Who leaves with open conversations is told first what becomes of them.
export function PresenceControl() {
  const { me } = useSignedIn();
  const set = useSetPresence();
  const open = useMyOpenCount();
  const waiting = useMyWaitingCount();
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  const choose = (presence: Presence) => {
    if (presence !== 'on' && me.presence === 'on' && open > 0) setLeaving(presence);
    else set.mutate(presence);
  };
  const leave = (presence: Leaving) => {
    setLeaving(null);
    set.mutate(presence);
  };
  return (
    <>
      <div role="group" aria-label={words.presence.label} className={classes.presence}>
        {choices.map((presence) => (
          <label key={presence} className={classes.choice}>
            <input
              type="radio"
              name="presence"
              checked={me.presence === presence}
              onChange={() => choose(presence)}
            />
            <span className={classes.dot} data-presence={presence} aria-hidden="true" />
            {words.presence[presence]}
          </label>
        ))}
      </div>
      {leaving && (
        <Ask
          heading={words.presence.leaving[leaving].heading}
          confirm={words.presence.leaving[leaving].confirm}
          stay={words.presence.stay}
          onConfirm={() => leave(leaving)}
          onStay={() => setLeaving(null)}
        >
          <p>
            {leaving === 'off'
              ? words.presence.returns.off(open)
              : words.presence.returns.break(open, waiting)}
          </p>
        </Ask>
      )}
    </>
  );
}

// Asked above the list for as long as one is not on.
export function PresenceQuestion() {
  const { me } = useSignedIn();
  const set = useSetPresence();
  if (me.presence === 'on') return null;
  const onBreak = me.presence === 'break';
  return (
    <section className={classes.question} aria-label={words.presence.question}>
      <div>
        <strong>{words.presence.question}</strong>
        <p>{onBreak ? words.presence.questionBreak : words.presence.questionLead}</p>
      </div>
      <Button color="sage" loading={set.isPending} onClick={() => set.mutate('on')}>
        {onBreak ? words.presence.comeBack : words.presence.comeOn}
      </Button>
    </section>
  );
}
