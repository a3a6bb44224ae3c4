import type { KeptDraft } from './types';

// Timed out, or said by something that stands before the service, or by one that is restarting or has
// too much to do.
const passingStatuses = [408, 502, 503, 504];

// Why a call failed. `code` is the service's (RFC 9457's extension), or one of ours:
// `unreachable` where no answer came, `unexpected` where the answer was none of the service's.
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly ownerName: string | null;
  readonly retryAfterSeconds: number | null;
  // With `draft_changed`: what the service keeps.
  readonly draft: KeptDraft | null;

  constructor(
    status: number,
    code: string,
    more: Partial<Pick<Problem, 'ownerName' | 'retryAfterSeconds' | 'draft'>> = {},
  ) {
    super(code);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.ownerName = more.ownerName ?? null;
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
    this.draft = more.draft ?? null;
  }

  // Nobody knows whether the service did it: only what is safe to repeat may be repeated.
  get outcomeIsOpen(): boolean {
    return this.code === 'unreachable' || this.status >= 500;
  }

  // It passes once the person has signed in, or the page has learned that they have, elsewhere.
  get isOfSignIn(): boolean {
    return this.status === 401 || this.code === 'bad_csrf';
  }

  // As without a connection: it passes by itself, and the same call may well be taken then.
  get isPassing(): boolean {
    if (this.code === 'store_damaged') return false;
    return this.code === 'unreachable' || passingStatuses.includes(this.status);
  }
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, 'unexpected');
}

function stringOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function draftOrNull(value: unknown): KeptDraft | null {
  if (typeof value !== 'object' || value === null) return null;
  const { body, version } = value as Record<string, unknown>;
  if (typeof body !== 'string') return null;
  return { body, version: typeof version === 'number' ? version : null };
}

function secondsOrNull(header: string | null): number | null {
  const seconds = header === null ? NaN : Number(header);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

export async function problemOf(response: Response): Promise<Problem> {
  const retryAfterSeconds = secondsOrNull(response.headers.get('Retry-After'));
  const type = response.headers.get('Content-Type') ?? '';
  if (!type.includes('json')) {
    return new Problem(response.status, 'unexpected', { retryAfterSeconds });
  }
  const body: unknown = await response.json().catch(() => null);
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  return new Problem(response.status, stringOrNull(fields['code']) ?? 'unexpected', {
    ownerName: stringOrNull(fields['owner_name']),
    retryAfterSeconds,
    draft: draftOrNull(fields['draft']),
  });
}
