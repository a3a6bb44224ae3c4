// What a person decides about a text that did not arrive, or of which nobody knows.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { sends } from '../api/calls';
import type { Checked, Text } from '../api/types';
import { notices } from '../notices';
import { refreshThread } from './kept_thread';

export function useDecide(text: Text) {
  const client = useQueryClient();
  const { conversation, id } = text;
  const settled = async () => {
    if (conversation !== null) await refreshThread(client, conversation, new Set([id]));
  };
  const options = { onSettled: settled, onError: (error: unknown) => notices.refused(error) };
  const again = useMutation({
    mutationFn: (insist: boolean) => sends.retry(id, insist),
    ...options,
  });
  const leave = useMutation({ mutationFn: () => sends.leave(id), ...options });
  const check = useMutation<Checked>({
    mutationFn: () => sends.check(id),
    onSettled: settled,
  });
  return { again, leave, check, busy: again.isPending || leave.isPending || check.isPending };
}
