import { useEffect, useSyncExternalStore } from 'react';
import type { Viewer } from '../api/types';
import { useSignedIn } from '../session/session';

// Everybody else who looks at a conversation now.
export function useViewers(conversation: string): readonly Viewer[] {
  const { viewers } = useSignedIn();
  return useSyncExternalStore(viewers.subscribe, () => viewers.of(conversation));
}

// Tells others that this conversation is looked at, for as long as the page is in front.
export function useViewing(conversation: string | null): void {
  const { viewers } = useSignedIn();
  useEffect(() => {
    const look = () => viewers.view(document.hidden ? null : conversation);
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      viewers.view(null);
    };
  }, [viewers, conversation]);
}
