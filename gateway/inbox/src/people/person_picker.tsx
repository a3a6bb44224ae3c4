import { Radio } from '@mantine/core';
import type { Peer } from '../api/types';
import { t } from '../words';
import { Face } from './face';
import classes from './people.module.css';
import { readinessOf } from './readiness';

interface PickerProps {
  label: string;
  people: readonly Peer[];
  chosen: string;
  onChoose: (id: string) => void;
  // Whether those may be chosen who could not take it now.
  anyone: boolean;
  // A first choice that is nobody: the queue.
  first: { value: string; name: string; lead: string } | null;
}

export function readinessWords(peer: Peer): string {
  switch (readinessOf(peer)) {
    case 'free':
      return t('people.load', { load: peer.load, capacity: peer.capacity });
    case 'full':
      return `${t('people.full')} · ${t('people.load', { load: peer.load, capacity: peer.capacity })}`;
    case 'break':
      return t('session.presence.of.break');
    case 'off':
      return t('session.presence.of.off');
  }
}

export function PersonPicker({ label, people, chosen, onChoose, anyone, first }: PickerProps) {
  return (
    // The keyboard begins here, also where the people are still on their way.
    <Radio.Group
      tabIndex={-1}
      data-autofocus
      className={classes.picker}
      label={label}
      value={chosen}
      onChange={onChoose}
      classNames={{ label: classes.pick }}
    >
      <div className={classes.choices}>
        {first && (
          <Radio.Card value={first.value} className={classes.choice} aria-label={first.name}>
            <Radio.Indicator />
            <span className={classes.choiceWords}>
              <b>{first.name}</b>
              <small>{first.lead}</small>
            </span>
          </Radio.Card>
        )}
        {people.map((peer) => (
          <Radio.Card
            key={peer.id}
            value={peer.id}
            className={classes.choice}
            disabled={!anyone && readinessOf(peer) !== 'free'}
            aria-label={`${peer.name}, ${readinessWords(peer)}`}
          >
            <Radio.Indicator />
            <Face name={peer.name} size={32} />
            <span className={classes.choiceWords}>
              <b>{peer.name}</b>
            </span>
            <small className={classes.readiness} data-readiness={readinessOf(peer)}>
              {readinessWords(peer)}
            </small>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}
