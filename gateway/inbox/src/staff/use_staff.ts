// Everyone who works here, and what is done about them.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { staff, staffKeys, type Experience, type Invitation, type Staff } from '../api/staff';
import { keys } from '../api/keys';
import { notices } from '../notices';
import { languageInUse } from '../words/language';

export function useStaff() {
  return useQuery({ queryKey: staffKeys.all, queryFn: staff.all });
}

// `may`: only administrators may ask.
export function useInvitations(may: boolean): Invitation[] {
  const asked = useQuery({
    queryKey: staffKeys.invitations,
    queryFn: staff.invitations,
    enabled: may,
  });
  return asked.data?.items ?? [];
}

export function useExperiences(): Experience[] {
  return (
    useQuery({ queryKey: staffKeys.experiences, queryFn: staff.experiences }).data?.items ?? []
  );
}

// As texters read it, in the reader's language.
export function experienceName(name: string, all: readonly Experience[]): string {
  const labels = all.find((each) => each.name === name)?.labels ?? {};
  return labels[languageInUse()] ?? name;
}

interface Change<Answer> {
  act: () => Promise<Answer>;
  done?: (answer: Answer) => void;
}

// Does one thing, and shows at once how everyone stands then.
export function useStaffAct() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: Change<unknown>) => change.done?.(await change.act()),
    onError: (error) => notices.refused(error),
    onSettled: () =>
      Promise.all(
        [staffKeys.all, staffKeys.invitations, keys.allPeers].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

export function act<Answer>(
  doing: () => Promise<Answer>,
  done?: (answer: Answer) => void,
): Change<unknown> {
  return {
    act: doing,
    ...(done && { done: (answer: unknown) => done(answer as Answer) }),
  };
}

export function matching(all: readonly Staff[], typed: string): Staff[] {
  const wanted = typed.trim().toLocaleLowerCase();
  return all.filter(({ name, username }) =>
    [name, username].some((each) => each.toLocaleLowerCase().includes(wanted)),
  );
}
