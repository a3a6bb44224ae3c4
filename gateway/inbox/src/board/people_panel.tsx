import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { IconChevronDown } from '../icons';
import { t } from '../words';
import classes from './board.module.css';
import type { PersonOnBoard } from './people';
import { NotLoaded } from './not_loaded';
import { PersonCard } from './person_card';

// So few who are off need no folding.
const offUnfolded = 4;

function People({ people }: { people: readonly PersonOnBoard[] }) {
  const here = people.filter(({ whereabouts, has }) => whereabouts !== 'off' || has.length > 0);
  const off = people.filter((person) => !here.includes(person));
  const [unfolded, setUnfolded] = useState(false);
  const folds = off.length > offUnfolded;
  return (
    <>
      <ul className={classes.people} aria-label={t('people.heading')}>
        {here.map((person) => (
          <PersonCard key={person.peer.id} person={person} />
        ))}
      </ul>
      {folds && (
        <UnstyledButton
          className={classes.fold}
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
        >
          {t('board.person.offCount', { count: off.length })}
          <IconChevronDown size={16} aria-hidden="true" />
        </UnstyledButton>
      )}
      {(unfolded || !folds) && (
        <ul className={classes.people} aria-label={t('session.presence.of.off')}>
          {off.map((person) => (
            <PersonCard key={person.peer.id} person={person} />
          ))}
        </ul>
      )}
    </>
  );
}

interface PeopleProps {
  // Null while it is not known: nothing is claimed then.
  people: readonly PersonOnBoard[] | null;
  asked: { hasFailed: boolean; refetch: () => unknown };
}

// Who is on, and who is not; each a place to drop a conversation.
export function PeoplePanel({ people, asked }: PeopleProps) {
  const on = people?.filter(({ whereabouts }) => whereabouts === 'on').length;
  return (
    <section className={classes.panel} aria-labelledby="board-people">
      <h2 className={classes.heading} id="board-people">
        {t('people.heading')}
        {on !== undefined && (
          <span className={classes.count}>{t('board.person.on', { count: on })}</span>
        )}
      </h2>
      {asked.hasFailed && <NotLoaded onAgain={asked.refetch} />}
      <div className={classes.scroll} tabIndex={-1}>
        {on === 0 && <p className={classes.nobodyOn}>{t('board.person.nobodyOn')}</p>}
        {people && <People people={people} />}
      </div>
    </section>
  );
}
