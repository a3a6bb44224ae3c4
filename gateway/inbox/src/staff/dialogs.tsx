// What may be done about somebody, each in a dialog that says first what will happen.
import { useState } from 'react';
import { staff, type MadeLink, type Staff, type StaffWanted } from '../api/staff';
import { Ask } from '../ask';
import { notices } from '../notices';
import { Sheet } from '../sheet';
import { t } from '../words';
import { LinkSheet } from './link_sheet';
import { StaffForm } from './staff_form';
import { act, useStaffAct } from './use_staff';

const nobodyYet: StaffWanted = {
  name: '',
  role: 'peer',
  languages: [],
  experiences: [],
  lines: [],
  capacity: 5,
};

interface DialogProps {
  onDone: () => void;
}

export function InviteDialog({ onDone }: DialogProps) {
  const doing = useStaffAct();
  const [made, setMade] = useState<(MadeLink & { name: string }) | null>(null);
  if (made) {
    const lead = t('staff.link.inviteLead', { name: made.name });
    return <LinkSheet name={made.name} lead={lead} link={made} onDone={onDone} />;
  }
  return (
    <Sheet title={t('staff.form.invite')} onClose={onDone}>
      <StaffForm
        initial={nobodyYet}
        mayAll
        isNew
        confirm={t('staff.form.inviteConfirm')}
        busy={doing.isPending}
        onCancel={onDone}
        onConfirm={(wanted) => doing.mutate(act(() => staff.invite(wanted), setMade))}
      />
    </Sheet>
  );
}

interface AboutProps extends DialogProps {
  person: Staff;
}

// What is different about them.
function difference(before: StaffWanted, after: StaffWanted): Partial<StaffWanted> {
  return Object.fromEntries(
    Object.entries(after).filter(
      ([field, value]) => JSON.stringify(before[field as keyof StaffWanted]) !== JSON.stringify(value),
    ),
  );
}

export function ChangeDialog({ person, mayAll, onDone }: AboutProps & { mayAll: boolean }) {
  const doing = useStaffAct();
  const { name, role, languages, experiences, lines, capacity } = person;
  const before = { name, role, languages, experiences, lines, capacity };
  const save = (wanted: StaffWanted) =>
    doing.mutate(
      act(
        () => staff.change(person.id, difference(before, wanted)),
        () => {
          notices.tell(t('staff.saved'));
          onDone();
        },
      ),
    );
  return (
    <Sheet title={t('staff.form.change', { name })} onClose={onDone}>
      <StaffForm
        initial={before}
        mayAll={mayAll}
        isNew={false}
        confirm={t('staff.form.changeConfirm')}
        busy={doing.isPending}
        onCancel={onDone}
        onConfirm={save}
      />
    </Sheet>
  );
}

export function DisableDialog({ person, onDone }: AboutProps) {
  const doing = useStaffAct();
  const { name, load } = person;
  const disable = () =>
    doing.mutate(
      act(
        () => staff.disable(person.id),
        () => notices.tell(t('staff.disabling.done', { name })),
      ),
      { onSettled: onDone },
    );
  return (
    <Ask
      heading={t('staff.disabling.heading', { name })}
      confirm={t('staff.disabling.confirm')}
      stay={t('staff.disabling.stay')}
      onConfirm={disable}
      onStay={onDone}
    >
      <p>
        {load === 0
          ? t('staff.disabling.nothingOpen', { name })
          : t('staff.disabling.returns', { count: load })}
      </p>
      <p>{t('staff.disabling.out', { name })}</p>
      <p>{t('staff.disabling.stays', { name })}</p>
    </Ask>
  );
}

export function ResetDialog({ person, onDone }: AboutProps) {
  const doing = useStaffAct();
  const [made, setMade] = useState<MadeLink | null>(null);
  const { name, load } = person;
  if (made) {
    const lead = t('staff.link.resetLead', { name });
    return <LinkSheet name={name} lead={lead} link={made} onDone={onDone} />;
  }
  return (
    <Ask
      heading={t('staff.resetting.heading', { name })}
      confirm={t('staff.resetting.confirm')}
      stay={t('staff.disabling.stay')}
      onConfirm={() =>
        doing.mutate(
          act(() => staff.reset(person.id), setMade),
          { onError: onDone },
        )
      }
      onStay={onDone}
    >
      <p>{t('staff.resetting.lead', { name })}</p>
      {load > 0 && <p>{t('staff.disabling.returns', { count: load })}</p>}
    </Ask>
  );
}
