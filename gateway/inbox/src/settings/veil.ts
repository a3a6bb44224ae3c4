import { useSettings } from './use_settings';

const veil = { 'data-veiled': true, tabIndex: 0 } as const;
const nothing = {};

// Spread onto what holds somebody's words: in calm mode they are blurred until touched or focused.
// Within a link that is so already: there `focusable` is false.
export function useVeil(focusable = true): typeof veil | { 'data-veiled'?: true } {
  const { calm } = useSettings();
  if (!calm) return nothing;
  return focusable ? veil : { 'data-veiled': true };
}
