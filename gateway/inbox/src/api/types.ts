// What the service sends, as gateway/api describes it. Times are RFC 3339 UTC.

export type Presence = 'on' | 'break' | 'off';
export type Role = 'peer' | 'coordinator' | 'administrator';
export type ConversationState = 'waiting' | 'offered' | 'open' | 'resting' | 'closed';
export type View = 'mine' | 'offered' | 'waiting' | 'open' | 'closed';
export type TextStatus =
  'received' | 'queued' | 'sending' | 'sent' | 'delivered' | 'failed' | 'unknown';

export interface Staff {
  id: string;
  username: string;
  name: string;
  role: Role;
  presence: Presence;
  capacity: number;
  languages: string[];
  experiences: string[];
  lines: string[];
  on_shift_until: string | null;
  outside_rota: boolean;
}

// `seq` is the newest event's: the live feed starts there.
export interface Session {
  staff: Staff;
  csrf: string;
  seq: number;
}

export interface Line {
  id: string;
  name: string;
  number: string;
  mode: 'offer' | 'pull' | 'auto';
  languages: string[];
  timing: Record<string, number>;
  // How often a day somebody may begin before their peer is told; null for no limit.
  contacts_per_day: number | null;
}

// What calls attention to a conversation. A newer service may have other kinds.
export interface Flag {
  id: string;
  kind: string;
  phrase: string | null;
  guidance: string;
  at: string;
  by: string | null;
  by_name: string | null;
  note: string | null;
}

export interface Block {
  until: string;
  reason: string;
  at: string;
  by: string;
  by_name: string | null;
}

export interface Wish {
  kind: string;
  value: string;
  only: boolean;
  // Of `not_the_same_person`: a staff id.
  not?: string;
}

export interface LastText {
  at: string;
  direction: 'in' | 'out' | null;
  preview: string;
  erased: boolean;
}

export interface Conversation {
  id: string;
  line: string;
  texter: { id: string; codename: string };
  state: ConversationState;
  owner: string | null;
  owner_name: string | null;
  offered_to: string | null;
  offered_to_name: string | null;
  offer_expires_at: string | null;
  urgent: boolean;
  returned: boolean;
  wishes: Wish[];
  language: string | null;
  waiting_since: string | null;
  last_text: LastText | null;
  unread: number;
  opened_at: string | null;
  closed_at: string | null;
  rest_until: string | null;
  opted_out: boolean;
  flags: Flag[];
  block: Block | null;
  // Those before it with the same texter; only where one conversation was asked for.
  earlier?: EarlierConversation[];
}

export interface EarlierConversation {
  id: string;
  opened_at: string;
  closed_at: string | null;
  with: string | null;
}

// What happened, for a row of kind "event": `from` had the conversation (or its offer) before, `to`
// has it now.
export interface Happening {
  kind: string;
  from_name?: string | null;
  to_name?: string | null;
  flag_kind?: string;
  until?: string;
  // Of `text.decided`: again, left.
  decision?: string;
}

export interface Text {
  id: string;
  // Null for what was said outside of any: the answer to a STOP.
  conversation: string | null;
  kind: 'text' | 'note' | 'event';
  direction: 'in' | 'out' | null;
  author: string | null;
  author_name: string | null;
  body: string;
  // Its words are gone: the texter was forgotten, or the line no longer keeps them.
  erased: boolean;
  at: string;
  // When the carrier had it; only of one that reached us late.
  sent_at: string | null;
  status: TextStatus | null;
  error: { code: string; carrier_code: string; words: string } | null;
  media: { content_type: string }[];
  segments: number | null;
  automatic: boolean;
  client_id: string | null;
  // On one that failed or is unknown; `again`: the text that went in its stead, null where it was
  // left.
  decision: { by: string; at: string; again: string | null } | null;
  event: Happening | null;
}

// What somebody wrote and has not sent; `version` null: nothing is kept.
export interface KeptDraft {
  body: string;
  version: number | null;
}

// One's own, and who has the conversation now.
export interface Draft extends KeptDraft {
  conversation: string;
  kind: 'text' | 'note';
  at: string | null;
  line: string;
  texter: { id: string; codename: string };
  state: ConversationState;
  owner: string | null;
  owner_name: string | null;
}

// A text as it stands after the carrier was asked; `listed` null: it was settled before.
export interface Checked {
  text: Text;
  listed: 'found' | 'absent' | 'unclear' | null;
}

// Who looks at a conversation now.
export interface Viewer {
  id: string;
  name: string;
  typing: boolean;
}

// A text or a note that was looked for; `excerpt` put together is what it says around the match.
export interface Found {
  conversation: string;
  text: string;
  at: string;
  direction: 'in' | 'out' | null;
  kind: 'text' | 'note';
  line: string;
  texter: { id: string; codename: string };
  excerpt: { text: string; match: boolean }[];
}

export interface Peer {
  id: string;
  name: string;
  role: Role;
  presence: Presence;
  load: number;
  capacity: number;
  idle_since: string | null;
  on_shift_until: string | null;
  outside_rota: boolean;
}

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

export interface LiveEvent {
  seq: number;
  at: string;
  kind: string;
  line: string | null;
  conversation: string | null;
  actor: string | null;
  actor_name: string | null;
  data: Record<string, unknown>;
}
