// What the board asks of the service besides conversations: how a line stands, who is called when it
// needs somebody, and which sends did not arrive.
import { query } from './calls';
import type { components } from './described';
import { http } from './http';
import type { Conversation, Line, Page } from './types';

const mostPerPage = 100;

type Schemas = components['schemas'];

export type Standing = Line['standing']['state'];
export type LineSwitch = Pick<NonNullable<Line['switch']>, 'state' | 'until' | 'words'>;
// One that waits, without a word of what was said.
export type Queued = Schemas['Queued'];
export type TroubledText = Schemas['TroubledText'];
export type OnCall = Schemas['OnCallPage']['items'][number];
export type StaffPage = Schemas['Page'];

// Every page of a list, one after the other.
async function whole<Item>(read: (cursor: string | null) => Promise<Page<Item>>): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await read(cursor);
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return all;
}

const linePath = (line: string) => `/api/lines/${encodeURIComponent(line)}`;

export const board = {
  // In the queue's own order; of all lines where none is named.
  queue: (line: string | null) =>
    whole((cursor) =>
      http.get<Page<Queued>>(`/api/queue${query({ line, cursor, limit: mostPerPage })}`),
    ),
  // With somebody, or offered to them.
  held: async (view: 'open' | 'offered', line: string | null) =>
    whole((cursor) =>
      http.get<Page<Conversation>>(
        `/api/conversations${query({ view, line, cursor, limit: mostPerPage })}`,
      ),
    ),
  troubledTexts: (line: string, cursor: string | null) =>
    http.get<Page<TroubledText>>(`${linePath(line)}/troubled-texts${query({ cursor, limit: 50 })}`),
  pages: () => http.get<Page<StaffPage>>(`/api/pages${query({ limit: mostPerPage })}`),
  acknowledge: (page: string) =>
    http.post<StaffPage>(`/api/pages/${encodeURIComponent(page)}/acknowledge`),
  onCall: (line: string) => http.get<Page<OnCall>>(`${linePath(line)}/on-call`),
  setOnCall: (line: string, staff: readonly string[]) =>
    http.put<Page<OnCall>>(`${linePath(line)}/on-call`, { staff }),
  switchLine: (line: string, to: LineSwitch | null) =>
    http.put<Line>(`${linePath(line)}/switch`, to ?? { state: 'open' }),
  // Everything that somebody has, back to the queue.
  returnAll: (staff: string) =>
    http.post<{ returned: number }>(`/api/staff/${encodeURIComponent(staff)}/return`),
};
