import { useSyncExternalStore } from 'react';
import { useSignedIn } from '../session/session';
import type { DraftKind } from './drafts';

// What this person is writing to a conversation.
export function useDraftWords(conversation: string, kind: DraftKind): string {
  const { drafts } = useSignedIn();
  return useSyncExternalStore(drafts.subscribe, () => drafts.read(conversation, kind));
}

// What they wrote on another screen meanwhile; null where there is nothing to choose.
export function useOtherWords(conversation: string, kind: DraftKind): string | null {
  const { drafts } = useSignedIn();
  return useSyncExternalStore(drafts.subscribe, () => drafts.otherWords(conversation, kind));
}

// Whether anything was begun.
export function useHasWords(conversation: string): boolean {
  const reply = useDraftWords(conversation, 'text');
  const note = useDraftWords(conversation, 'note');
  return reply !== '' || note !== '';
}

// Whether anything that this person wrote to it is not with the service yet.
export function useHasUnsent(conversation: string): boolean {
  const { outgoing } = useSignedIn();
  const onItsWay = useSyncExternalStore(outgoing.subscribe, () => outgoing.of(conversation));
  return useHasWords(conversation) || onItsWay.length > 0;
}

// Whether something for it did not leave, and waits for this person's word.
export function useHasFailed(conversation: string): boolean {
  const { outgoing } = useSignedIn();
  return useSyncExternalStore(outgoing.subscribe, () =>
    outgoing.of(conversation).some(({ state }) => state === 'failed'),
  );
}
