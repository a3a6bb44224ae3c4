// What texters may ask for that somebody shares: the list, which is an administrator's to keep.
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { staff, staffKeys, type Experience } from '../api/staff';
import { Ask } from '../ask';
import { IconPlus } from '../icons';
import { notices } from '../notices';
import { t } from '../words';
import { ExperienceForm } from './experience_form';
import classes from './staff.module.css';

type Change = (now: readonly Experience[]) => Experience[];

// The service takes the whole list: it is read right before, so that nothing goes that somebody
// else has added meanwhile.
function useChangeExperiences(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: Change) =>
      staff.setExperiences(change((await staff.experiences()).items)),
    onSuccess: (answer) => {
      client.setQueryData(staffKeys.experiences, answer);
      notices.tell(t('staff.saved'));
      onDone();
    },
    onError: (error) => notices.refused(error),
  });
}

const without = (name: string): Change => (now) => now.filter((one) => one.name !== name);

const withOne = (wanted: Experience): Change => (now) =>
  now.some(({ name }) => name === wanted.name)
    ? now.map((one) => (one.name === wanted.name ? wanted : one))
    : [...now, wanted];

type Open = { what: 'add' } | { what: 'change' | 'remove'; one: Experience };

interface DialogProps {
  open: Open;
  all: readonly Experience[];
  onDone: () => void;
}

function Dialog({ open, all, onDone }: DialogProps) {
  const change = useChangeExperiences(onDone);
  if (open.what !== 'remove') {
    return (
      <ExperienceForm
        experience={open.what === 'change' ? open.one : null}
        taken={all.map(({ name }) => name)}
        busy={change.isPending}
        onCancel={onDone}
        onSave={(wanted) => change.mutate(withOne(wanted))}
      />
    );
  }
  const { name } = open.one;
  return (
    <Ask
      heading={t('staff.experiences.removeHeading', { name })}
      confirm={t('staff.experiences.remove')}
      stay={t('staff.experiences.stay')}
      onConfirm={() => change.mutate(without(name))}
      onStay={onDone}
    >
      <p>{t('staff.experiences.removeLead')}</p>
    </Ask>
  );
}

interface OneProps {
  one: Experience;
  onOpen: (open: Open) => void;
}

// As the team knows it, and as texters read it.
function One({ one, onOpen }: OneProps) {
  const { name, labels } = one;
  return (
    <li className={classes.experience}>
      <div className={classes.who}>
        <b>{name}</b>
        <small>{Object.values(labels ?? {}).join(' · ')}</small>
      </div>
      <Button
        variant="default"
        radius="xl"
        size="sm"
        aria-label={t('staff.experiences.changeName', { name })}
        onClick={() => onOpen({ what: 'change', one })}
      >
        {t('staff.edit')}
      </Button>
      <Button
        variant="subtle"
        radius="xl"
        size="sm"
        aria-label={t('staff.experiences.removeName', { name })}
        onClick={() => onOpen({ what: 'remove', one })}
      >
        {t('staff.experiences.remove')}
      </Button>
    </li>
  );
}

export function Experiences() {
  const asked = useQuery({ queryKey: staffKeys.experiences, queryFn: staff.experiences });
  const [open, setOpen] = useState<Open | null>(null);
  const all = asked.data?.items;
  return (
    <section className={classes.section}>
      <h2>{t('staff.experiences.heading')}</h2>
      <p className={classes.lead}>{t('staff.experiences.lead')}</p>
      {asked.isError && (
        <p role="alert" className={classes.lead}>
          {t('list.failed')}
        </p>
      )}
      {all && all.length > 0 && (
        <ul className={classes.people} aria-label={t('staff.experiences.heading')}>
          {all.map((one) => (
            <One key={one.name} one={one} onOpen={setOpen} />
          ))}
        </ul>
      )}
      {all && (
        <Button
          variant="default"
          radius="xl"
          size="sm"
          mt="sm"
          leftSection={<IconPlus size={18} aria-hidden="true" />}
          onClick={() => setOpen({ what: 'add' })}
        >
          {t('staff.experiences.add')}
        </Button>
      )}
      {all && open && <Dialog open={open} all={all} onDone={() => setOpen(null)} />}
    </section>
  );
}
