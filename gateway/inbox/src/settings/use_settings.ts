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

const mutationKey = ['settings'] as const;

// What of `kept` a change is about.
function ofThose(kept: Settings, change: SettingsChange): SettingsChange {
  const fields = Object.keys(change) as (keyof Settings)[];
  return Object.fromEntries(fields.map((field) => [field, kept[field]]));
}

// Shows a change at once, and takes it back where it could not be kept.
export function useChangeSettings(): (change: SettingsChange) => void {
  const client = useQueryClient();
  const show = (changed: (kept: Settings) => Settings) =>
    client.setQueryData<Session | null>(keys.session, (kept) =>
      kept ? { ...kept, settings: changed(kept.settings) } : kept,
    );
  const change = useMutation({
    mutationKey,
    mutationFn: calls.change,
    onMutate: (wanted) => {
      const kept = client.getQueryData<Session | null>(keys.session)?.settings;
      show((now) => ({ ...now, ...wanted }));
      return kept && ofThose(kept, wanted);
    },
    // An earlier answer does not know of what was changed since.
    onSuccess: (answer) => {
      if (client.isMutating({ mutationKey }) === 1) show(() => answer);
    },
    onError: (error, _, before) => {
      if (before) show((kept) => ({ ...kept, ...before }));
      notices.refused(error);
    },
    // One after the other: what was answered last is what is kept.
    scope: { id: 'settings' },
  });
  return change.mutate;
}
