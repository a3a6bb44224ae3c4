// Words that are not sent yet, per conversation and kind. They survive a reload and a sign-in.
import type { Store } from './browser_store';

export type DraftKind = 'text' | 'note';

const prefix = 'draft.';
const nameOf = (conversation: string, kind: DraftKind) => `${prefix}${kind}.${conversation}`;

export class Drafts {
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  read(conversation: string, kind: DraftKind): string {
    return this.store.get(nameOf(conversation, kind)) ?? '';
  }

  write(conversation: string, kind: DraftKind, words: string): void {
    if (words === '') this.store.remove(nameOf(conversation, kind));
    else this.store.set(nameOf(conversation, kind), words);
  }

  has(conversation: string): boolean {
    return this.read(conversation, 'text').trim() !== '';
  }

  count(): number {
    return this.names().length;
  }

  forgetAll(): void {
    for (const name of this.names()) this.store.remove(name);
  }

  private names(): string[] {
    return this.store.names().filter((name) => name.startsWith(prefix));
  }
}
