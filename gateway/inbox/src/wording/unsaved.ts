// Changes of texts that are not saved yet, kept in this browser until they are saved or undone.
import type { Store } from '../composer/browser_store';

const prefix = 'wording.';

export interface Which {
  line: string;
  language: string;
  name: string;
}

export interface UnsavedText {
  words: string;
  // What the text said when the writing began.
  began: string;
}

const keyOf = ({ line, language, name }: Which) => `${prefix}${line}.${language}.${name}`;

export class Unsaved {
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  read(which: Which): UnsavedText | null {
    const kept = this.store.get(keyOf(which));
    if (kept === null) return null;
    try {
      return JSON.parse(kept) as UnsavedText;
    } catch {
      return null;
    }
  }

  write(which: Which, text: UnsavedText): void {
    if (text.words === text.began) this.forget(which);
    else this.store.set(keyOf(which), JSON.stringify(text));
  }

  forget(which: Which): void {
    this.store.remove(keyOf(which));
  }
}
