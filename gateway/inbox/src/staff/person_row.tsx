import { ActionIcon, Menu } from '@mantine/core';
import type { Experience, Staff } from '../api/staff';
import type { Line } from '../api/types';
import { IconDots } from '../icons';
import { Face } from '../people/face';
import { t } from '../words';
import { languageName } from '../words/languages';
import { dayWithTime } from '../words/times';
import { linesInWords } from './lines';
import classes from './staff.module.css';
import { experienceName } from './use_staff';

export type Doing = 'change' | 'reset' | 'disable' | 'enable';

interface PersonRowProps {
  person: Staff;
  isMe: boolean;
  lines: readonly Line[];
  experiences: readonly Experience[];
  may: readonly Doing[];
  onDo: (what: Doing) => void;
}

const doingWords = {
  change: 'staff.edit',
  reset: 'staff.reset',
  disable: 'staff.disable',
  enable: 'staff.enable',
} as const;

function factsOf({ person, lines, experiences }: PersonRowProps): string {
  return [
    linesInWords(lines, person.lines),
    ...person.languages.map(languageName),
    ...person.experiences.map((name) => experienceName(name, experiences)),
  ]
    .filter((fact) => fact !== '')
    .join(' · ');
}

function Acts({ person, may, onDo }: PersonRowProps) {
  if (may.length === 0) return <span />;
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          radius="xl"
          aria-label={t('staff.more', { name: person.name })}
        >
          <IconDots size={20} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {may.map((what) => (
          <Menu.Item key={what} onClick={() => onDo(what)}>
            {t(doingWords[what])}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function PersonRow(props: PersonRowProps) {
  const { person, isMe } = props;
  const facts = factsOf(props);
  return (
    <li className={classes.person} data-enabled={person.enabled}>
      <span className={classes.face} data-presence={person.enabled ? person.presence : undefined}>
        <Face name={person.name} size={44} />
      </span>
      <div className={classes.who}>
        <b>
          {person.name}
          {isMe && <small> · {t('staff.you')}</small>}
        </b>
        <small>
          {person.username} · {t(`people.${person.role}`)}
        </small>
      </div>
      <div className={classes.facts}>
        {facts !== '' && <span>{facts}</span>}
        {person.reset_until !== null && (
          <em>{t('staff.resetUntil', { until: dayWithTime(person.reset_until) })}</em>
        )}
      </div>
      <div className={classes.now}>
        {person.enabled && (
          <>
            <span>{t(`session.presence.of.${person.presence}`)}</span>
            <small>{t('staff.load', { load: person.load, capacity: person.capacity })}</small>
          </>
        )}
      </div>
      <Acts {...props} />
    </li>
  );
}
