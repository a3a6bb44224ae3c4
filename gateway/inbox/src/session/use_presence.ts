import { useMutation, useQueryClient } from '@tanstack/react-query';
import { session } from '../api/calls';
import { keys } from '../api/keys';
import type { Presence, Session } from '../api/types';
import { notices } from '../notices';

// Says what one is doing now. The control shows it at once, and takes it back if it was refused.
export function useSetPresence() {
  const client = useQueryClient();
  const show = (presence: Presence) => {
    client.setQueryData<Session | null>(keys.session, (kept) =>
      kept ? { ...kept, staff: { ...kept.staff, presence } } : kept,
    );
  };
  return useMutation({
    mutationFn: session.setPresence,
    onMutate: (presence) => {
      const before = client.getQueryData<Session | null>(keys.session)?.staff.presence;
      show(presence);
      return before;
    },
    onSuccess: (answer) => show(answer.presence),
    onError: (error, _, before) => {
      if (before) show(before);
      notices.refused(error);
    },
  });
}
