// Texts and notes on their way to the service. Each has its own id, so that trying again, after a
// lost answer or a reload, cannot send it twice; each is kept in the browser until it is confirmed,
// and goes by itself when there is a connection.
import { asProblem, type Problem } from '../api/problem';
import type { Text } from '../api/types';
import type { Store } from './browser_store';
import type { DraftKind } from './drafts';

// `waiting`: no connection; goes by itself when there is one. `failed`: a person decides.
export type OutgoingState = 'sending' | 'waiting' | 'failed';

export interface OutgoingText {
  clientId: string;
  conversation: string;
  kind: DraftKind;
  body: string;
  at: string;
  state: OutgoingState;
  problem: { code: string; ownerName: string | null; outcomeIsOpen: boolean } | null;
}

export interface OutgoingParts {
  store: Store;
  post: (outgoing: OutgoingText) => Promise<Text>;
  onKept: (conversation: string, text: Text) => void;
  // It is no longer on its way: kept, or given up.
  onGone: (outgoing: OutgoingText) => void;
  newId: () => string;
  now: () => Date;
}

const prefix = 'outgoing.';
const none: readonly OutgoingText[] = [];
// What was written longer ago than this and never left goes only when the person says so.
const staleMs = 2 * 60 * 60_000;
const lostAnswer = { code: 'unreachable', ownerName: null, outcomeIsOpen: true };

function restored(words: string | null, now: Date): OutgoingText | null {
  try {
    const kept = JSON.parse(words ?? 'null') as OutgoingText | null;
    if (!kept || kept.state === 'failed') return kept;
    // Nobody saw the answer before the page went away; the same id again is the same text.
    const isStale = now.getTime() - Date.parse(kept.at) > staleMs;
    return isStale
      ? { ...kept, state: 'failed', problem: lostAnswer }
      : { ...kept, state: 'waiting' };
  } catch {
    return null;
  }
}

export class Outgoing {
  private readonly parts: OutgoingParts;
  private readonly listeners = new Set<() => void>();
  private readonly inFlight = new Set<string>();
  private byConversation = new Map<string, readonly OutgoingText[]>();

  constructor(parts: OutgoingParts) {
    this.parts = parts;
    const names = parts.store.names().filter((name) => name.startsWith(prefix));
    const kept = names.flatMap((name) => restored(parts.store.get(name), parts.now()) ?? []);
    kept.sort((a, b) => a.at.localeCompare(b.at));
    for (const text of kept) this.put(text);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  // The same array until something changes.
  of(conversation: string): readonly OutgoingText[] {
    return this.byConversation.get(conversation) ?? none;
  }

  count(): number {
    return [...this.byConversation.values()].reduce((sum, texts) => sum + texts.length, 0);
  }

  send(conversation: string, kind: DraftKind, body: string): void {
    const at = this.parts.now().toISOString();
    const clientId = this.parts.newId();
    this.put({ clientId, conversation, kind, body, at, state: 'sending', problem: null });
    void this.pump(conversation);
  }

  tryAgain(text: OutgoingText): void {
    this.put({ ...text, state: 'sending', problem: null });
    void this.pump(text.conversation);
  }

  discard(text: OutgoingText): void {
    this.take(text);
  }

  forgetAll(): void {
    for (const name of this.parts.store.names()) {
      if (name.startsWith(prefix)) this.parts.store.remove(name);
    }
    this.byConversation.clear();
    this.tell();
  }

  connectionIsBack(): void {
    for (const texts of [...this.byConversation.values()]) {
      for (const text of texts) if (text.state === 'waiting') this.tryAgain(text);
    }
  }

  // The service has these: what is still listed here under the same id has arrived.
  confirm(conversation: string, texts: readonly Text[]): void {
    const known = new Set(texts.map((text) => text.client_id));
    for (const outgoing of this.of(conversation)) {
      if (known.has(outgoing.clientId)) this.take(outgoing);
    }
  }

  // One at a time per conversation, so that they arrive in the order in which they were written.
  private async pump(conversation: string): Promise<void> {
    if (this.inFlight.has(conversation)) return;
    this.inFlight.add(conversation);
    let next = this.nextToSend(conversation);
    while (next) {
      await this.post(next);
      next = this.nextToSend(conversation);
    }
    this.inFlight.delete(conversation);
  }

  private nextToSend(conversation: string): OutgoingText | undefined {
    return this.of(conversation).find((text) => text.state === 'sending');
  }

  private async post(outgoing: OutgoingText): Promise<void> {
    try {
      const text = await this.parts.post(outgoing);
      this.parts.onKept(outgoing.conversation, text);
      this.take(outgoing);
    } catch (error) {
      const problem = asProblem(error);
      // Discarded meanwhile, or seen in the thread: then there is nothing to tell.
      if (!this.holds(outgoing)) return;
      this.put({
        ...outgoing,
        state: problem.code === 'unreachable' ? 'waiting' : 'failed',
        problem: asKept(problem),
      });
    }
  }

  private holds(outgoing: OutgoingText): boolean {
    return this.of(outgoing.conversation).some((text) => text.clientId === outgoing.clientId);
  }

  private put(text: OutgoingText): void {
    const texts = this.of(text.conversation);
    this.parts.store.set(prefix + text.clientId, JSON.stringify(text));
    const changed = this.holds(text)
      ? texts.map((other) => (other.clientId === text.clientId ? text : other))
      : [...texts, text];
    this.change(text.conversation, changed);
  }

  private take(text: OutgoingText): void {
    if (!this.holds(text)) return;
    this.parts.store.remove(prefix + text.clientId);
    const left = this.of(text.conversation).filter((other) => other.clientId !== text.clientId);
    this.change(text.conversation, left);
    this.parts.onGone(text);
  }

  private change(conversation: string, texts: readonly OutgoingText[]): void {
    if (texts.length === 0) this.byConversation.delete(conversation);
    else this.byConversation.set(conversation, texts);
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

function asKept(problem: Problem): OutgoingText['problem'] {
  const { code, ownerName, outcomeIsOpen } = problem;
  return { code, ownerName, outcomeIsOpen };
}
