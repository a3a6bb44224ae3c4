// Who looks at which conversation, and who types there: what the service tells of others, and what
// this page tells of its person.
import type { Viewer } from '../api/types';

export interface Said {
  viewing: string | null;
  typing: boolean;
}

export interface ViewerParts {
  // False where there is no connection: it is said again when there is one.
  say: (said: Said) => boolean;
  every: (ms: number, act: () => void) => () => void;
  now: () => number;
}

// The service forgets what was said 45 s ago, typing 6 s ago.
const tickMs = 1_000;
const sayAgainMs = 20_000;
const typingAgainMs = 3_000;
// Without a key for so long, one thinks.
const stillTypingMs = 4_000;

const nobody: readonly Viewer[] = [];

export class Viewers {
  private readonly parts: ViewerParts;
  private readonly me: string;
  private readonly listeners = new Set<() => void>();
  private others = new Map<string, readonly Viewer[]>();
  private viewing: string | null = null;
  private typedAt = -Infinity;
  private said: Said = { viewing: null, typing: false };
  private saidAt = -Infinity;
  private stopTicking: (() => void) | null = null;

  constructor(me: string, parts: ViewerParts) {
    this.me = me;
    this.parts = parts;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  // Everybody else who looks at it; the same array until something changes.
  of(conversation: string): readonly Viewer[] {
    return this.others.get(conversation) ?? nobody;
  }

  // What the service tells.
  told(conversation: string, viewers: readonly Viewer[]): void {
    const others = viewers.filter((viewer) => viewer.id !== this.me);
    this.others = new Map(this.others);
    if (others.length === 0) this.others.delete(conversation);
    else this.others.set(conversation, others);
    this.changed();
  }

  // Nobody knows until it is told anew.
  connectionIsLost(): void {
    if (this.others.size === 0) return;
    this.others = new Map();
    this.changed();
  }

  connectionIsBack(): void {
    this.said = { viewing: null, typing: false };
    this.tell();
  }

  // This page has it in front; null: none.
  view(conversation: string | null): void {
    if (conversation === this.viewing) return;
    this.viewing = conversation;
    this.typedAt = -Infinity;
    this.tell();
    this.stopTicking?.();
    this.stopTicking = conversation === null ? null : this.parts.every(tickMs, () => this.tell());
  }

  // A key was taken for a reply or a note.
  type(): void {
    this.typedAt = this.parts.now();
    this.tell();
  }

  // It was sent, or let be.
  rest(): void {
    this.typedAt = -Infinity;
    this.tell();
  }

  private tell(): void {
    const now = this.parts.now();
    const typing = this.viewing !== null && now - this.typedAt < stillTypingMs;
    const isNew = this.said.viewing !== this.viewing || this.said.typing !== typing;
    const again = typing ? typingAgainMs : sayAgainMs;
    const isOld = this.viewing !== null && now - this.saidAt >= again;
    if (!isNew && !isOld) return;
    const next = { viewing: this.viewing, typing };
    if (!this.parts.say(next)) return;
    this.said = next;
    this.saidAt = now;
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
