import { useDroppable } from '@dnd-kit/core';
import { ActionIcon, Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Conversation } from '../api/types';
import { IconArrowBackUp, IconDots } from '../icons';
import { Face } from '../people/face';
import { readinessOf } from '../people/readiness';
import { t } from '../words';
import { clockTime, dayAndTime, span } from '../words/times';
import classes from './board.module.css';
import { useBoard, useBoardNow, useHoldWhileOpen } from './board_context';
import { movableOf, personPlace } from './moving';
import type { PersonOnBoard } from './people';
import { Row } from './row';

function standingOf(conversation: Conversation, now: Date): ReactNode {
  if (conversation.state === 'offered') return t('board.person.offered');
  if (conversation.state === 'resting' && conversation.rest_until !== null) {
    return t('list.resting', { until: dayAndTime(conversation.rest_until, now) });
  }
  return conversation.waiting_since === null
    ? t('board.person.answered')
    : t('board.person.unanswered');
}

function Facts({ person, now }: { person: PersonOnBoard; now: Date }) {
  const { peer, whereabouts, lateSince } = person;
  const isFree = whereabouts === 'on' && peer.load === 0;
  return (
    <>
      {whereabouts === 'late' && (
        <span className={classes.late}>
          {lateSince === null
            ? t('board.person.late')
            : t('board.person.lateSince', { time: clockTime(lateSince) })}
        </span>
      )}
      {whereabouts === 'break' && <span>{t('session.presence.of.break')}</span>}
      {whereabouts === 'off' && <span>{t('session.presence.of.off')}</span>}
      {isFree && (
        <span>{t('board.person.idle', { span: span(peer.idle_since, now) })}</span>
      )}
      {whereabouts !== 'late' && peer.on_shift_until !== null && (
        <span>{t('board.person.shiftUntil', { time: clockTime(peer.on_shift_until) })}</span>
      )}
      {peer.outside_rota && <span>{t('people.outsideRota')}</span>}
    </>
  );
}

function PersonMenu({ person }: { person: PersonOnBoard }) {
  const { moves } = useBoard();
  const hold = useHoldWhileOpen();
  const { peer, has } = person;
  if (has.length === 0) return null;
  return (
    <Menu position="bottom-end" width={250} shadow="md" onChange={hold}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          radius="xl"
          aria-label={t('board.person.menu', { name: peer.name })}
        >
          <IconDots size={18} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconArrowBackUp size={18} />}
          onClick={() => moves.returnAll(peer)}
        >
          {t('board.person.returnAll', { count: has.length })}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

// One member of staff with what they have; a conversation dropped here is theirs.
export function PersonCard({ person }: { person: PersonOnBoard }) {
  const now = useBoardNow();
  const { peer, has } = person;
  const drop = useDroppable({ id: personPlace(peer.id), data: { peer } });
  return (
    <li
      ref={drop.setNodeRef}
      className={classes.person}
      data-over={drop.isOver || undefined}
      data-whereabouts={person.whereabouts}
      aria-label={peer.name}
    >
      <div className={classes.personHead}>
        <span className={classes.withPresence} data-presence={peer.presence}>
          <Face name={peer.name} size={34} />
        </span>
        <span className={classes.personWords}>
          <b>{peer.name}</b>
          <span className={classes.facts}>
            <Facts person={person} now={now} />
          </span>
        </span>
        <span
          className={classes.load}
          data-readiness={readinessOf(peer)}
          aria-label={t('board.person.load', { count: peer.load, capacity: peer.capacity })}
          role="img"
        >
          {t('people.load', { load: peer.load, capacity: peer.capacity })}
        </span>
        <PersonMenu person={person} />
      </div>
      {has.length > 0 && (
        <ul className={classes.has} aria-label={t('board.person.has', { name: peer.name })}>
          {has.map((conversation) => (
            <li key={conversation.id}>
              <Row
                one={movableOf(conversation)}
                since={conversation.waiting_since}
                small
                standing={standingOf(conversation, now)}
              />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
