import type { LiveEvent } from '../api/types';

const stringOrNull = (value: unknown) => (typeof value === 'string' ? value : null);

// One message of the live feed; null where it is none that we understand.
export function eventOf(message: unknown): LiveEvent | null {
  if (typeof message !== 'string') return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(message);
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null) return null;
  const fields = parsed as Record<string, unknown>;
  if (typeof fields['seq'] !== 'number' || typeof fields['kind'] !== 'string') return null;
  const more = fields['data'];
  return {
    seq: fields['seq'],
    at: stringOrNull(fields['at']) ?? '',
    kind: fields['kind'],
    line: stringOrNull(fields['line']),
    conversation: stringOrNull(fields['conversation']),
    actor: stringOrNull(fields['actor']),
    actor_name: stringOrNull(fields['actor_name']),
    data: typeof more === 'object' && more !== null ? (more as Record<string, unknown>) : {},
  };
}
