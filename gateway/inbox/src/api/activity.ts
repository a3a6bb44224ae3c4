// The record, looked back on; and numbers, which go on it.
import type { components } from './described';
import { http } from './http';
import type { Page } from './types';

// A newer service may have other kinds; their data is looked at before it is believed.
export type Happened = Omit<components['schemas']['Activity'], 'kind' | 'data'> & {
  kind: string;
  data: Record<string, unknown>;
};

export interface Narrowed {
  kinds: readonly string[]; // empty: all
  actor: string | null;
  line: string | null;
  conversation: string | null;
  from: string | null;
  to: string | null;
}

const perPage = 50;
const mostPerPage = 100;

function path(narrowed: Narrowed, cursor: string | null, limit: number): string {
  const { kinds, ...rest } = narrowed;
  const fields = Object.entries({ ...rest, kind: kinds.join(','), cursor, limit: String(limit) });
  const given = fields.filter((field): field is [string, string] => Boolean(field[1]));
  return `/api/activity?${new URLSearchParams(given).toString()}`;
}

export const activity = {
  page: (narrowed: Narrowed, cursor: string | null) =>
    http.get<Page<Happened>>(path(narrowed, cursor, perPage)),
  bigPage: (narrowed: Narrowed, cursor: string | null) =>
    http.get<Page<Happened>>(path(narrowed, cursor, mostPerPage)),
  reveal: (conversation: string, reason: string) =>
    http.post<{ number: string }>(
      `/api/conversations/${encodeURIComponent(conversation)}/reveal`,
      { reason },
    ),
};

export const activityKeys = {
  of: (narrowed: Narrowed) => ['activity', narrowed] as const,
};
