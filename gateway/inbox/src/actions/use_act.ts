import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../api/keys';
import type { Conversation } from '../api/types';
import { readAgain } from '../live/read_again';
import { notices } from '../notices';

interface Act {
  act: () => Promise<Conversation>;
  // What to say once it is done; nothing where the screen shows it.
  done?: string;
  // Answers true where it dealt with the refusal itself.
  refused?: (error: unknown) => boolean;
}

// Does one thing with a conversation, and shows at once how it stands then. A refusal means that
// it stands otherwise than shown: it is told calmly, and all is read again.
export function useAct(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ act }: Act) => act(),
    onSuccess: (conversation, { done }) => {
      client.setQueryData(keys.conversation(id), conversation);
      if (done !== undefined) notices.tell(done);
    },
    onError: (error, { refused }) => {
      if (!refused?.(error)) notices.refused(error);
    },
    onSettled: (answer) => {
      if (!answer) void readAgain(client, keys.conversation(id));
      void readAgain(client, keys.allViews);
      void readAgain(client, keys.texts(id));
    },
  });
}
