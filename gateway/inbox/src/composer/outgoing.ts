// Texts and notes on their way to the service. Each has its own id, so that trying again, after a
// lost answer or a reload, cannot send it twice; each is kept in the browser until it is confirmed,
// and goes by itself once the service can be reached, from another window if its own is gone.
import { asProblem, type Problem } from '../api/problem';
import type { Text } from '../api/types';
import type { Store } from './browser_store';
import type { DraftKind } from './drafts';

// `waiting`: the service can't be reached, or can't take it just now, or its person has to sign in
// first; goes by itself. `failed`: a person decides.
export type OutgoingState = 'sending' | 'waiting' | 'failed';

export interface OutgoingText {
  clientId: string;
  conversation: string;
  kind: DraftKind;
  body: string;
  // Whom it was with when it was written; left out where its person said that it shall go anyway.
  owner?: string | null;
  // When its person said, for the last time, that it shall go.
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
  // It did not leave: its person decides, wherever they are by now.
  onFailed: (outgoing: OutgoingText) => void;
  newId: () => string;
  now: () => Date;
  // Runs `act` later; the answer cancels it.
  after: (ms: number, act: () => void) => () => void;
}

const prefix = 'outgoing.';
const none: readonly OutgoingText[] = [];
// What was written longer ago than this and never left goes only when the person says so.
const staleMs = 2 * 60 * 60_000;
const firstPauseMs = 2_000;
const longestPauseMs = 30_000;
const leftToOthersMs = 3_000;
const lostAnswer = { code: 'unreachable', ownerName: null, outcomeIsOpen: true };

function isStale({ at }: OutgoingText, now: Date): boolean {
  return now.getTime() - Date.parse(at) > staleMs;
}

function givenUp(text: OutgoingText): OutgoingText {
  return { ...text, state: 'failed', problem: lostAnswer };
}

function restored(words: string | null, now: Date): OutgoingText | null {
  try {
    const kept = JSON.parse(words ?? 'null') as OutgoingText | null;
    if (!kept || kept.state === 'failed') return kept;
    // Nobody saw the answer before the page went away; the same id again is the same text.
    return isStale(kept, now) ? givenUp(kept) : { ...kept, state: 'waiting' };
  } catch {
    return null;
  }
}

export class Outgoing {
  private readonly parts: OutgoingParts;
  private readonly listeners = new Set<() => void>();
  private readonly inFlight = new Set<string>();
  private byConversation = new Map<string, readonly OutgoingText[]>();
  private pauses = 0;
  private cancelPause: (() => void) | null = null;
  private cancelLook: (() => void) | null = null;
  private stopped = false;

  constructor(parts: OutgoingParts) {
    this.parts = parts;
    for (const text of this.stored()) this.put(text);
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
    return this.all().length;
  }

  // From now on what waits is tried again by itself.
  start(): void {
    this.stopped = false;
    this.tryLater();
  }

  // Nothing more leaves from here.
  stop(): void {
    this.stopped = true;
    this.endPause();
    this.cancelLook?.();
    this.cancelLook = null;
  }

  // Another window of this browser wrote. What is gone there is gone here, and what waits for its
  // person's word there does here. What is new is left to that window for a while, and taken over
  // where it still is there then: nobody hears of a window that was closed.
  changedElsewhere(): void {
    const stored = this.stored();
    const byId = new Map(stored.map((text) => [text.clientId, text]));
    for (const text of this.all()) {
      const now = byId.get(text.clientId);
      if (!now) this.drop(text);
      else if (now.state === 'failed' && text.state === 'waiting') this.put(now);
    }
    if (this.cancelLook || this.stopped || stored.every((text) => this.holds(text))) return;
    this.cancelLook = this.parts.after(leftToOthersMs, () => {
      this.cancelLook = null;
      for (const text of this.stored()) if (!this.holds(text)) this.put(text);
      this.tryLater();
    });
  }

  // The same `clientId` again, from another window too, is the same text.
  send(
    conversation: string,
    kind: DraftKind,
    body: string,
    { clientId = this.parts.newId(), owner }: Pick<Partial<OutgoingText>, 'clientId' | 'owner'> = {},
  ): void {
    const at = this.parts.now().toISOString();
    this.letGo({ clientId, conversation, kind, body, owner, at, state: 'sending', problem: null });
  }

  // Whoever was told that it has moved says by this that it shall go anyway; nobody else does.
  tryAgain(text: OutgoingText): void {
    const at = this.parts.now().toISOString();
    const owner = text.problem?.code === 'not_owner' ? undefined : text.owner;
    this.letGo({ ...text, owner, at, state: 'sending', problem: null });
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
    this.endPause();
    this.pauses = 0;
    this.tryAll();
  }

  // The service has these: what is still listed here under the same id has arrived.
  confirm(conversation: string, texts: readonly Text[]): void {
    const known = new Set(texts.map((text) => text.client_id));
    for (const outgoing of this.of(conversation)) {
      if (known.has(outgoing.clientId)) this.take(outgoing);
    }
  }

  // What is written after something that waits, waits with it.
  private letGo(text: OutgoingText): void {
    const before = this.of(text.conversation).find(({ state }) => state === 'waiting');
    this.put(before ? { ...text, state: 'waiting', problem: before.problem } : text);
    void this.pump(text.conversation);
  }

  private tryAll(): void {
    for (const conversation of [...this.byConversation.keys()]) void this.pump(conversation);
  }

  // One pause at a time, whatever waits; each is longer, until the service answers.
  private tryLater(): void {
    const waits = this.all().some(({ state }) => state === 'waiting');
    if (this.stopped || this.cancelPause || !waits) return;
    const pauseMs = Math.min(firstPauseMs * 2 ** this.pauses, longestPauseMs);
    this.cancelPause = this.parts.after(pauseMs, () => {
      this.cancelPause = null;
      this.pauses += 1;
      this.tryAll();
    });
  }

  private endPause(): void {
    this.cancelPause?.();
    this.cancelPause = null;
  }

  // One at a time per conversation, so that they arrive in the order in which they were written:
  // none overtakes one that waits.
  private async pump(conversation: string): Promise<void> {
    if (this.inFlight.has(conversation)) return;
    this.inFlight.add(conversation);
    let next = this.nextToSend(conversation);
    while (next && (await this.post(next))) next = this.nextToSend(conversation);
    this.inFlight.delete(conversation);
    this.tryLater();
  }

  private nextToSend(conversation: string): OutgoingText | undefined {
    if (this.stopped) return undefined;
    const now = this.parts.now();
    const onTheirWay = this.of(conversation).filter(({ state }) => state !== 'failed');
    for (const text of onTheirWay) if (isStale(text, now)) this.fail(givenUp(text));
    return onTheirWay.find((text) => !isStale(text, now));
  }

  // False where it has to wait, and all that was written after it.
  private async post(outgoing: OutgoingText): Promise<boolean> {
    try {
      const text = await this.parts.post(outgoing);
      this.pauses = 0;
      this.parts.onKept(outgoing.conversation, text);
      this.take(outgoing);
    } catch (error) {
      const problem = asProblem(error);
      if (problem.isPassing || problem.isOfSignIn) {
        this.holdUp(outgoing.conversation, problem);
        return false;
      }
      this.pauses = 0;
      // Discarded meanwhile, or seen in the thread: then there is nothing to tell.
      if (this.holds(outgoing)) {
        this.fail({ ...outgoing, state: 'failed', problem: asKept(problem) });
      }
    }
    return true;
  }

  private fail(text: OutgoingText): void {
    this.put(text);
    this.parts.onFailed(text);
  }

  private holdUp(conversation: string, problem: Problem): void {
    for (const text of this.of(conversation)) {
      if (text.state === 'failed') continue;
      this.put({ ...text, state: 'waiting', problem: asKept(problem) });
    }
  }

  private all(): OutgoingText[] {
    return [...this.byConversation.values()].flat();
  }

  // As they stand in the browser, in the order in which they were written.
  private stored(): OutgoingText[] {
    const { store, now } = this.parts;
    return store
      .names()
      .filter((name) => name.startsWith(prefix))
      .flatMap((name) => restored(store.get(name), now()) ?? [])
      .sort((a, b) => a.at.localeCompare(b.at));
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
    this.drop(text);
    this.parts.onGone(text);
  }

  private drop(text: OutgoingText): void {
    const left = this.of(text.conversation).filter((other) => other.clientId !== text.clientId);
    this.change(text.conversation, left);
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
