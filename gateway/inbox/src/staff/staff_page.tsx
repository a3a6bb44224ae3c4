// Who works here. Coordinators see everyone and see to what peers can take; administrators invite,
// change, disable, and let people choose a new password.
import { Button, Loader, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { lines as lineCalls } from '../api/calls';
import { keys } from '../api/keys';
import { asProblem } from '../api/problem';
import { staff, type Invitation, type Staff } from '../api/staff';
import { IconUserPlus } from '../icons';
import { notices } from '../notices';
import { Face } from '../people/face';
import { useSignedIn } from '../session/session';
import { PageFrame } from '../shell/page_frame';
import { t } from '../words';
import { problemWords } from '../words/problems';
import { dayWithTime } from '../words/times';
import { ChangeDialog, DisableDialog, InviteDialog, ResetDialog } from './dialogs';
import { Experiences } from './experiences';
import { PersonRow, type Doing } from './person_row';
import classes from './staff.module.css';
import { act, matching, useExperiences, useInvitations, useStaff, useStaffAct } from './use_staff';

const findFrom = 8;

function Section({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h2>{heading}</h2>
      <ul className={classes.people} aria-label={heading}>
        {children}
      </ul>
    </section>
  );
}

function Invited({ invitation }: { invitation: Invitation }) {
  const doing = useStaffAct();
  const { id, name, role, made_by_name, expires_at } = invitation;
  const withdraw = () =>
    doing.mutate(
      act(
        () => staff.withdraw(id),
        () => notices.tell(t('staff.withdrawn')),
      ),
    );
  return (
    <li className={classes.invited}>
      <span className={classes.face}>
        <Face name={name} size={44} />
      </span>
      <div className={classes.who}>
        <b>{name}</b>
        <small>
          {t('staff.invitedUntil', {
            by: made_by_name ?? t('common.someone'),
            role: t(`people.${role}`),
            until: dayWithTime(expires_at),
          })}
        </small>
      </div>
      <Button
        variant="default"
        radius="xl"
        size="sm"
        aria-label={t('staff.withdrawFor', { name })}
        loading={doing.isPending}
        onClick={withdraw}
      >
        {t('staff.withdraw')}
      </Button>
    </li>
  );
}

// What `me` may do about somebody. Nobody shuts themselves out by mistake.
function mayDo(me: { id: string; role: string }, person: Staff): Doing[] {
  const isMe = me.id === person.id;
  if (me.role !== 'administrator') return person.role === 'peer' ? ['change'] : [];
  if (!person.enabled) return ['enable', 'change'];
  return isMe ? ['change'] : ['change', 'reset', 'disable'];
}

interface Open {
  what: Doing;
  person: Staff;
}

function Dialog({ open, mayAll, onDone }: { open: Open; mayAll: boolean; onDone: () => void }) {
  const { what, person } = open;
  switch (what) {
    case 'change':
      return <ChangeDialog person={person} mayAll={mayAll} onDone={onDone} />;
    case 'reset':
      return <ResetDialog person={person} onDone={onDone} />;
    case 'disable':
      return <DisableDialog person={person} onDone={onDone} />;
    case 'enable':
      return null;
  }
}

function Everyone({ all }: { all: readonly Staff[] }) {
  const { me } = useSignedIn();
  const isAdministrator = me.role === 'administrator';
  const invitations = useInvitations(isAdministrator);
  const experiences = useExperiences();
  const lines =
    useQuery({ queryKey: keys.lines, queryFn: lineCalls.all }).data?.items ?? [];
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState<Open | null>(null);
  const doing = useStaffAct();
  const found = matching(all, typed);
  const start = (what: Doing, person: Staff) => {
    if (what !== 'enable') {
      setOpen({ what, person });
      return;
    }
    doing.mutate(
      act(
        () => staff.enable(person.id),
        () => notices.tell(t('staff.enabled', { name: person.name })),
      ),
    );
  };
  const rows = (people: readonly Staff[]) =>
    people.map((person) => (
      <PersonRow
        key={person.id}
        person={person}
        isMe={person.id === me.id}
        lines={lines}
        experiences={experiences}
        may={mayDo(me, person)}
        onDo={(what) => start(what, person)}
      />
    ));
  const here = found.filter(({ enabled }) => enabled);
  const gone = found.filter(({ enabled }) => !enabled);
  return (
    <>
      {all.length >= findFrom && (
        <TextInput
          label={t('staff.find')}
          type="search"
          size="md"
          className={classes.find}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {found.length === 0 && <p className={classes.quiet}>{t('staff.nobodyFound')}</p>}
      {invitations.length > 0 && (
        <Section heading={t('staff.invited')}>
          {invitations.map((one) => (
            <Invited key={one.id} invitation={one} />
          ))}
        </Section>
      )}
      {here.length > 0 && <Section heading={t('staff.here')}>{rows(here)}</Section>}
      {gone.length > 0 && <Section heading={t('staff.disabled')}>{rows(gone)}</Section>}
      {open && <Dialog open={open} mayAll={isAdministrator} onDone={() => setOpen(null)} />}
    </>
  );
}

export function StaffPage() {
  const { me } = useSignedIn();
  const asked = useStaff();
  const [inviting, setInviting] = useState(false);
  const invite = (
    <Button
      radius="xl"
      size="md"
      leftSection={<IconUserPlus size={20} aria-hidden="true" />}
      onClick={() => setInviting(true)}
    >
      {t('staff.invite')}
    </Button>
  );
  return (
    <PageFrame heading={t('staff.heading')} acts={me.role === 'administrator' && invite}>
      {asked.isPending && <Loader />}
      {asked.isError && (
        <p role="alert" className={classes.quiet}>
          {problemWords(asProblem(asked.error))}
        </p>
      )}
      {asked.data && <Everyone all={asked.data.items} />}
      {me.role === 'administrator' && <Experiences />}
      {inviting && <InviteDialog onDone={() => setInviting(false)} />}
    </PageFrame>
  );
}
