import type { Conversation } from '../api/types';
import { useLineIsGone } from '../inbox/use_views';
import { useSignedIn } from '../session/session';
import { mayWith, type May } from './may';

// What whoever is signed in may do with it.
export function useMay(conversation: Conversation): May {
  const { me } = useSignedIn();
  return mayWith(conversation, me, useLineIsGone(conversation.line));
}
