// Every call of the service that the inbox makes, by name.
import { http } from './http';
import type {
  Checked,
  Conversation,
  Draft,
  Found,
  From,
  KeptDraft,
  Line,
  Page,
  Peer,
  Phone,
  Presence,
  Session,
  Settings,
  SettingsChange,
  Text,
  TextPage,
  View,
  Wish,
} from './types';

const textsPerPage = 50;
const conversationsPerPage = 50;
const foundPerPage = 20;
const draftsPerPage = 100;
// Beyond that, the oldest are left where they are.
const draftsMost = 500;

const conversationPath = (id: string) => `/api/conversations/${encodeURIComponent(id)}`;
const textPath = (id: string) => `/api/texts/${encodeURIComponent(id)}`;

// "?name=value…" of the fields that are not null.
export function query(fields: Record<string, string | number | null>): string {
  const given = Object.entries(fields).flatMap(([key, value]) =>
    value === null ? [] : [[key, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

export const session = {
  current: () => http.get<Session>('/api/me'),
  signIn: (username: string, password: string) =>
    http.post<Session>('/api/session', { username, password }),
  signOut: () => http.delete('/api/session'),
  setPresence: (presence: Presence) =>
    http.put<{ presence: Presence }>('/api/me/presence', { presence }),
};

export const settings = {
  change: (change: SettingsChange) => http.put<Settings>('/api/me/settings', change),
  changePassword: (current: string, password: string) =>
    http.put<undefined>('/api/me/password', { current, password }),
  // The address of one's own calendar. The one before it leads nowhere any more.
  renewCalendar: () => http.post<{ url: string }>('/api/me/rota-feed'),
};

export const phone = {
  current: () => http.get<Phone>('/api/me/phone'),
  set: (number: string, language: string) => http.put<Phone>('/api/me/phone', { number, language }),
  confirm: (code: string) => http.post<Phone>('/api/me/phone/confirm', { code }),
  remove: () => http.delete('/api/me/phone'),
};

export const lines = {
  all: () => http.get<Page<Line>>('/api/lines'),
  // Of all lines one may see where none is named.
  peers: (line: string | null) => http.get<Page<Peer>>(`/api/peers${query({ line })}`),
};

export const conversations = {
  page: (view: View, cursor: string | null) =>
    http.get<Page<Conversation>>(
      `/api/conversations${query({ view, cursor, limit: conversationsPerPage })}`,
    ),
  // What was typed stands in no address, which proxies write into their logs.
  search: (q: string, cursor: string | null) =>
    http.post<Page<Found>>('/api/search', { q, cursor, limit: foundPerPage }),
  one: (id: string) => http.get<Conversation>(conversationPath(id)),
  texts: (id: string, before: string | null, limit = textsPerPage) =>
    http.get<Page<Text>>(`${conversationPath(id)}/texts${query({ before, limit })}`),
  textsFrom: (id: string, from: From) =>
    http.get<TextPage>(
      `${conversationPath(id)}/texts${query({ ...from, limit: textsPerPage })}`,
    ),
  sendText: (id: string, body: string, clientId: string, owner?: string | null) =>
    http.post<Text>(`${conversationPath(id)}/texts`, { body, client_id: clientId, owner }),
  addNote: (id: string, body: string, clientId: string) =>
    http.post<Text>(`${conversationPath(id)}/notes`, { body, client_id: clientId }),
  markRead: (id: string) => http.post<undefined>(`${conversationPath(id)}/read`),
};

export const drafts = {
  all: async () => {
    const found: Draft[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<Draft> = await http.get(
        `/api/drafts${query({ cursor, limit: draftsPerPage })}`,
      );
      found.push(...page.items);
      cursor = page.next;
    } while (cursor !== null && found.length < draftsMost);
    return found;
  },
  save: (conversation: string, kind: 'text' | 'note', draft: KeptDraft) =>
    http.put<KeptDraft>(`${conversationPath(conversation)}/draft`, { kind, ...draft }),
};

export const sends = {
  retry: (id: string, insist: boolean) => http.post<Text>(`${textPath(id)}/retry`, { insist }),
  check: (id: string) => http.post<Checked>(`${textPath(id)}/check`),
  leave: (id: string) => http.post<Text>(`${textPath(id)}/leave`),
};

export const pictures = {
  // What a text's own picture is shown from: always by way of the service.
  path: (text: string, index: number) => `${textPath(text)}/media/${index}`,
  look: (path: string) => http.look(path),
};

export const actions = {
  accept: (id: string) => http.post<Conversation>(`${conversationPath(id)}/accept`),
  pass: (id: string) => http.post<Conversation>(`${conversationPath(id)}/pass`),
  claim: (id: string) => http.post<Conversation>(`${conversationPath(id)}/claim`),
  // Without `to`: back to the queue.
  handOff: (id: string, to: string | null, note: string) =>
    http.post<Conversation>(`${conversationPath(id)}/handoff`, {
      ...(to !== null && { to }),
      ...(note !== '' && { note }),
    }),
  // `from`: whose it is as far as one knows; refused where it is somebody else's by now.
  assign: (id: string, from: string | null, to: string, note: string, insist: boolean) =>
    http.post<Conversation>(`${conversationPath(id)}/assign`, {
      to,
      from,
      ...(note !== '' && { note }),
      ...(insist && { insist }),
    }),
  giveBack: (id: string) => http.post<Conversation>(`${conversationPath(id)}/return`),
  rest: (id: string, until: Date) =>
    http.post<Conversation>(`${conversationPath(id)}/rest`, { until: until.toISOString() }),
  close: (id: string, askedBack: boolean) =>
    http.post<Conversation>(`${conversationPath(id)}/close`, {
      ...(askedBack && { asked_back: true }),
    }),
  reopen: (id: string) => http.post<Conversation>(`${conversationPath(id)}/reopen`),
  flag: (id: string, note: string) =>
    http.post<Conversation>(`${conversationPath(id)}/flag`, { note }),
  unflag: (id: string, flag: string, note: string) =>
    http.post<Conversation>(`${conversationPath(id)}/unflag`, { flag, note }),
  // In the place of all that was noted before.
  wish: (id: string, wishes: readonly Wish[]) =>
    http.put<Conversation>(`${conversationPath(id)}/wishes`, { wishes }),
  optOut: (id: string) => http.post<Conversation>(`${conversationPath(id)}/opt-out`),
  block: (id: string, until: Date, reason: string) =>
    http.post<Conversation>(`${conversationPath(id)}/block`, {
      until: until.toISOString(),
      reason,
    }),
  unblock: (id: string) => http.post<Conversation>(`${conversationPath(id)}/unblock`),
};
