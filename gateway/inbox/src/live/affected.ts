// Which of the things on screen an event has made stale.
import { keys } from '../api/keys';
import { staffKeys } from '../api/staff';
import type { LiveEvent, View } from '../api/types';

export interface Affected {
  // Lists that one of `conversations` may have come into; they stand in those that they left.
  lists: Set<View>;
  // Who waits, which may be many: read again by whoever shows it, at its own pace.
  queues: boolean;
  peers: boolean;
  session: boolean;
  wording: boolean;
  snippets: boolean;
  // What is kept of threads is to be dropped: somebody's words are gone for good.
  erased: boolean;
  conversations: Set<string>;
  // Conversations whose thread has a new row, or one that changed (by id, where it is known).
  threads: Map<string, Set<string>>;
  // Whatever else is to be read again, by the key it is kept under.
  others: Set<readonly string[]>;
}

// What an event of a subject touches besides.
const others: Record<string, readonly (readonly string[])[]> = {
  line: [keys.lines, keys.rota],
  page: [keys.pages],
  on_call: [keys.allOnCall],
  rota: [keys.rota, keys.allPeers],
  shift: [keys.rota, keys.allPeers],
  swap: [keys.rota, keys.allPeers],
  experiences: [staffKeys.experiences],
};

// Where an event may bring its conversation; one that is not named here, anywhere.
const everywhere: readonly View[] = ['mine', 'offered', 'waiting', 'open', 'closed'];
const brings: Record<string, readonly View[]> = {
  'conversation.started': ['waiting'],
  'conversation.offered': ['offered'],
  'conversation.accepted': ['mine', 'open'],
  'conversation.claimed': ['mine', 'open'],
  'conversation.closed': ['closed'],
};

export function nothingAffected(): Affected {
  return {
    lists: new Set(),
    queues: false,
    peers: false,
    session: false,
    wording: false,
    snippets: false,
    erased: false,
    conversations: new Set(),
    threads: new Map(),
    others: new Set(),
  };
}

// Adds all that `earlier` touched.
export function addAllOf(affected: Affected, earlier: Affected): void {
  for (const view of earlier.lists) affected.lists.add(view);
  for (const id of earlier.conversations) affected.conversations.add(id);
  for (const key of earlier.others) affected.others.add(key);
  for (const [id, rows] of earlier.threads) addRows(affected, id, rows);
  affected.queues ||= earlier.queues;
  affected.peers ||= earlier.peers;
  affected.session ||= earlier.session;
  affected.wording ||= earlier.wording;
  affected.snippets ||= earlier.snippets;
  affected.erased ||= earlier.erased;
}

// Adds what `event` touches. Kinds of a newer service that we do not know touch nothing.
export function addAffected(affected: Affected, event: LiveEvent): void {
  if (event.kind === 'texter.forgotten') affected.erased = true;
  const subject = event.kind.slice(0, event.kind.indexOf('.'));
  for (const key of others[subject] ?? []) affected.others.add(key);
  if (event.kind === 'text.status' || event.kind === 'text.decided') {
    affected.others.add(keys.allTroubled);
  }
  switch (subject) {
    case 'text':
    case 'note':
      touchConversation(affected, event);
      return;
    case 'texter':
    case 'flag':
    case 'thread':
    case 'wishes':
      touchConversation(affected, event);
      touchLists(affected, event);
      return;
    case 'conversation':
      touchConversation(affected, event);
      touchLists(affected, event);
      // Loads and idle times follow who has what.
      affected.peers = true;
      return;
    case 'presence':
      affected.peers = true;
      affected.session = true;
      return;
    case 'wording':
      affected.wording = true;
      return;
    case 'snippets':
      affected.snippets = true;
      return;
    default:
  }
}

function touchLists(affected: Affected, { kind }: LiveEvent): void {
  for (const view of brings[kind] ?? everywhere) affected.lists.add(view);
}

function touchConversation(affected: Affected, event: LiveEvent): void {
  affected.queues = true;
  if (event.conversation === null) return;
  affected.conversations.add(event.conversation);
  const text = event.data['text'];
  addRows(affected, event.conversation, typeof text === 'string' ? [text] : []);
}

function addRows({ threads }: Affected, conversation: string, rows: Iterable<string>): void {
  threads.set(conversation, new Set([...(threads.get(conversation) ?? []), ...rows]));
}
