import type { LiveEvent, Viewer } from '../api/types';

const stringOrNull = (value: unknown) => (typeof value === 'string' ? value : null);

function fieldsOf(message: unknown): Record<string, unknown> | null {
  if (typeof message !== 'string') return null;
  try {
    const parsed: unknown = JSON.parse(message);
    return typeof parsed === 'object' ? (parsed as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

export interface Viewed {
  conversation: string;
  viewers: Viewer[];
}

// What a message tells of who looks at a conversation; null where it tells nothing of that.
export function viewersOf(message: unknown): Viewed | null {
  const fields = fieldsOf(message);
  const conversation = fields?.['conversation'];
  const viewers = fields?.['viewers'];
  if (fields?.['kind'] !== 'conversation.viewers' || typeof conversation !== 'string') return null;
  return { conversation, viewers: Array.isArray(viewers) ? (viewers as Viewer[]) : [] };
}

// Up to which event all was told, where a message says so; null otherwise.
export function pulseOf(message: unknown): number | null {
  const fields = fieldsOf(message);
  const until = fields?.['until'];
  return fields?.['kind'] === 'live.pulse' && typeof until === 'number' ? until : null;
}

// One event of the live feed; null where the message is none that we understand.
export function eventOf(message: unknown): LiveEvent | null {
  const fields = fieldsOf(message);
  if (!fields) return null;
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
