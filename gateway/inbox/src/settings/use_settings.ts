// How whoever is signed in has their inbox. Kept by the service, so that it is so on every device.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { settings as calls } from '../api/calls';
import { keys } from '../api/keys';
import type { Session, Settings, SettingsChange } from '../api/types';
import { notices } from '../notices';
import { useSignedIn } from '../session/session';

export function useSettings(): Settings {
  return useSignedIn().settings;
}

// Shows a change at once, and takes it back where it could not be kept.
export function useChangeSettings(): (change: SettingsChange) => void {
  const client = useQueryClient();
  const show = (changed: (kept: Settings) => Settings) =>
    client.setQueryData<Session | null>(keys.session, (kept) =>
      kept ? { ...kept, settings: changed(kept.settings) } : kept,
    );
  const change = useMutation({
    mutationFn: calls.change,
    onMutate: (wanted) => {
      const before = client.getQueryData<Session | null>(keys.session)?.settings;
      show((kept) => ({ ...kept, ...wanted }));
      return before;
    },
    onSuccess: (answer) => show(() => answer),
    onError: (error, _, before) => {
      if (before) show(() => before);
      notices.refused(error);
    },
    // One after the other: what was answered last is what is kept.
    scope: { id: 'settings' },
  });
  return change.mutate;
}
