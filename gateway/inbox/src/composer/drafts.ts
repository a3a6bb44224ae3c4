// Words that are not sent yet, per conversation and kind. What is typed is in this browser at once,
// and with the service soon after, from where it comes back on another device. Words that were
// written on two devices are both kept until the person has chosen.
import { asProblem, type Problem } from '../api/problem';
import type { Draft, KeptDraft } from '../api/types';
import type { Store } from './browser_store';

export type DraftKind = 'text' | 'note';

interface Place {
  conversation: string;
  kind: DraftKind;
}

// One draft as it stands in this browser.
interface Local {
  words: string;
  // Made up when they were begun here: of two windows that send them at once, both send the same text.
  // It counts until the service has them.
  id?: string;
  // The version at the service that these words were written over.
  version: number | null;
  // The service does not have them yet.
  unsaved: boolean;
  // They are on their way as a text: the service lets its draft go when it takes that.
  sending?: boolean;
  // Said meanwhile on another device.
  other?: KeptDraft;
}

export interface DraftParts {
  store: Store;
  save: (conversation: string, kind: DraftKind, draft: KeptDraft) => Promise<KeptDraft>;
  // All that the service has of this person.
  load: () => Promise<Draft[]>;
  after: (ms: number, act: () => void) => () => void;
  newId: () => string;
}

export interface SentOff {
  words: string;
  id: string;
}

const prefix = 'draft.';
const saveAfterMs = 900;
const againAfterMs = 15_000;
const nothing: Local = { words: '', version: null, unsaved: false };

const nameOf = ({ conversation, kind }: Place) => `${prefix}${kind}.${conversation}`;

function placeOf(name: string): Place | null {
  const [, kind, conversation] = /^draft\.(text|note)\.(.+)$/.exec(name) ?? [];
  return conversation ? { conversation, kind: kind as DraftKind } : null;
}

function restored(written: string | null): Local {
  if (written === null) return nothing;
  try {
    const local = JSON.parse(written) as Partial<Local> | null;
    if (typeof local?.words === 'string') return { ...nothing, ...local };
  } catch {
    // Kept by an earlier version: the words alone.
  }
  return { words: written, version: null, unsaved: true };
}

// Words that the service keeps stand on every device of their writer, each of which may send them,
// and one that is offline does so hours later: sent from anywhere they are the same text. No two
// drafts ever have the same version. Null where other devices know other words, or none.
function idFromService({ version, unsaved }: Local): string | null {
  return version === null || unsaved ? null : `draft-${version}`;
}

// The service's word on a save.
function otherIn(problem: Problem): KeptDraft | null {
  return problem.code === 'draft_changed' ? problem.draft : null;
}

// The service will never take it; what is here stays here.
function isRefused(problem: Problem): boolean {
  return problem.status >= 400 && problem.status < 500 && ![401, 408, 429].includes(problem.status);
}

export class Drafts {
  private readonly parts: DraftParts;
  private readonly listeners = new Set<() => void>();
  private readonly waits = new Map<string, () => void>();
  private readonly saving = new Map<string, Promise<void>>();
  // Words that left for the service without an answer, by place: coming back as somebody else's
  // they are one's own.
  private readonly sent = new Map<string, Set<string>>();
  private readonly inHand = new Map<string, number>();
  private closed = false;

  constructor(parts: DraftParts) {
    this.parts = parts;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  // Another window of this browser wrote.
  changedElsewhere(): void {
    for (const listener of this.listeners) listener();
  }

  // From now on what is written is saved.
  start(): void {
    this.closed = false;
  }

  // Nothing more leaves from here: whoever signs in next must not get it under their name. What is
  // unsaved stays in this browser, for its writer.
  stop(): void {
    this.closed = true;
    for (const cancel of this.waits.values()) cancel();
    this.waits.clear();
  }

  read(conversation: string, kind: DraftKind): string {
    return this.local({ conversation, kind }).words;
  }

  // What was said on another device meanwhile, where it says something else; null otherwise.
  otherWords(conversation: string, kind: DraftKind): string | null {
    return this.local({ conversation, kind }).other?.body ?? null;
  }

  write(conversation: string, kind: DraftKind, words: string): void {
    const place = { conversation, kind };
    const local = this.local(place);
    const id = local.words === '' ? this.parts.newId() : (local.id ?? this.parts.newId());
    this.put(place, { ...local, words, id, unsaved: true, sending: false });
    this.saveSoon(place);
  }

  // Takes the words, for they leave as a text or a note; null where there are none (any more). Another
  // window may not know yet that they were taken, and gets them under the same id. The service keeps
  // its draft until it has taken that.
  sendOff(conversation: string, kind: DraftKind): SentOff | null {
    const place = { conversation, kind };
    const local = this.local(place);
    this.cancelWait(place);
    const { words, id: begun = this.parts.newId(), ...rest } = local;
    if (words.trim() === '') return null;
    this.put(place, { ...rest, words: '', unsaved: true, sending: true });
    return { words: words.trim(), id: idFromService(local) ?? begun };
  }

  // What was sent off has been taken, or given up: what is left of the draft may go.
  arrived(conversation: string, kind: DraftKind): void {
    const place = { conversation, kind };
    const local = this.local(place);
    if (!local.sending) return;
    this.put(place, { ...local, sending: false });
    void this.save(place);
  }

  // After a reload: what is no longer on its way has arrived.
  arrivedUnless(isOnItsWay: (conversation: string, kind: DraftKind) => boolean): void {
    for (const { conversation, kind } of this.places()) {
      if (!isOnItsWay(conversation, kind)) this.arrived(conversation, kind);
    }
  }

  chooseMine(conversation: string, kind: DraftKind): void {
    this.choose({ conversation, kind }, (local) => local.words);
  }

  chooseOther(conversation: string, kind: DraftKind): void {
    this.choose({ conversation, kind }, (local) => local.other?.body ?? local.words);
  }

  has(conversation: string): boolean {
    return this.read(conversation, 'text').trim() !== '';
  }

  // While somebody has the field in hand, its words do not change by themselves.
  hold(conversation: string, kind: DraftKind): () => void {
    const name = nameOf({ conversation, kind });
    this.inHand.set(name, (this.inHand.get(name) ?? 0) + 1);
    return () => this.inHand.set(name, (this.inHand.get(name) ?? 1) - 1);
  }

  // Takes over what was written on other devices, and saves what could not be saved.
  async pull(): Promise<void> {
    const before = new Map(this.places().map((place) => [nameOf(place), this.local(place)]));
    let all: Draft[];
    try {
      all = await this.parts.load();
    } catch {
      return; // what is here stays; the next time will do
    }
    if (this.closed) return;
    const known = new Map(all.map((draft) => [nameOf(draft), draft]));
    for (const draft of all) this.take(draft, { body: draft.body, version: draft.version });
    for (const place of this.places()) {
      const name = nameOf(place);
      // What was saved while this was read is not missing from it.
      const wasThere = before.get(name)?.version === this.local(place).version;
      if (!known.has(name) && wasThere) this.take(place, { body: '', version: null });
      if (this.local(place).unsaved) void this.save(place);
    }
  }

  // How many the service does not have yet.
  countUnsaved(): number {
    return this.places().filter((place) => {
      const { words, unsaved, other } = this.local(place);
      return words !== '' && (unsaved || other !== undefined);
    }).length;
  }

  // Has everything saved that can be, before this person leaves.
  async flush(): Promise<void> {
    await Promise.all(this.places().map((place) => this.save(place)));
  }

  forgetAll(): void {
    this.stop();
    for (const place of this.places()) this.parts.store.remove(nameOf(place));
  }

  private take(place: Place, kept: KeptDraft): void {
    const local = this.local(place);
    // What is unsaved here finds out by being saved.
    if (local.unsaved || local.other || local.version === kept.version) return;
    // Read before it was saved from here.
    if (kept.version !== null && (local.version ?? 0) > kept.version) return;
    if (local.words === kept.body) {
      this.put(place, { ...local, version: kept.version });
    } else if (local.words !== '' && (this.inHand.get(nameOf(place)) ?? 0) > 0) {
      this.put(place, { ...local, other: kept });
    } else {
      this.put(place, { words: kept.body, version: kept.version, unsaved: false });
    }
  }

  private choose(place: Place, wordsOf: (local: Local) => string): void {
    const local = this.local(place);
    if (!local.other) return;
    const words = wordsOf(local);
    const { version } = local.other;
    this.put(place, { words, version, unsaved: words !== local.other.body });
    void this.save(place);
  }

  private saveSoon(place: Place, ms = saveAfterMs): void {
    const name = nameOf(place);
    // One wait from the first key on, so that a long stretch of typing is saved on the way.
    if (this.waits.has(name) || this.closed) return;
    const cancel = this.parts.after(ms, () => {
      this.waits.delete(name);
      void this.save(place);
    });
    this.waits.set(name, cancel);
  }

  private cancelWait(place: Place): void {
    this.waits.get(nameOf(place))?.();
    this.waits.delete(nameOf(place));
  }

  // One at a time for each draft.
  private save(place: Place): Promise<void> {
    const name = nameOf(place);
    const under = this.saving.get(name);
    if (under) return under.then(() => this.save(place));
    const local = this.local(place);
    if (!local.unsaved || local.sending || local.other || this.closed) return Promise.resolve();
    this.cancelWait(place);
    const saving = this.saveNow(place, local).finally(() => this.saving.delete(name));
    this.saving.set(name, saving);
    return saving;
  }

  private async saveNow(place: Place, { words, version }: Local): Promise<void> {
    const { conversation, kind } = place;
    const sent = this.sent.get(nameOf(place)) ?? new Set();
    this.sent.set(nameOf(place), sent.add(words));
    try {
      const kept = await this.parts.save(conversation, kind, { body: words, version });
      sent.clear();
      this.saved(place, words, kept.version);
    } catch (error) {
      const problem = asProblem(error);
      const other = otherIn(problem);
      if (other) this.clash(place, other, sent);
      else if (!isRefused(problem)) this.saveSoon(place, againAfterMs);
    }
  }

  private saved(place: Place, words: string, version: number | null): void {
    const local = this.local(place);
    const unsaved = local.words !== words;
    this.put(place, { ...local, version, unsaved });
    if (unsaved && !local.sending) this.saveSoon(place);
  }

  private clash(place: Place, other: KeptDraft, sent: ReadonlySet<string>): void {
    const local = this.local(place);
    // Its answer was lost, or all that it says is said here too: there is nothing to choose.
    if (sent.has(other.body) || local.words.startsWith(other.body)) {
      const unsaved = local.words !== other.body;
      this.put(place, { ...local, version: other.version, unsaved });
      void this.save(place);
    } else if (local.words === '') {
      // Emptied here, written there: words are kept.
      this.put(place, { words: other.body, version: other.version, unsaved: false });
    } else {
      this.put(place, { ...local, other });
    }
  }

  private local(place: Place): Local {
    return restored(this.parts.store.get(nameOf(place)));
  }

  private put(place: Place, local: Local): void {
    const name = nameOf(place);
    const isNothing = local.words === '' && !local.unsaved && !local.other;
    if (isNothing) this.parts.store.remove(name);
    else this.parts.store.set(name, JSON.stringify(local));
    for (const listener of this.listeners) listener();
  }

  private places(): Place[] {
    return this.parts.store.names().flatMap((name) => placeOf(name) ?? []);
  }
}
