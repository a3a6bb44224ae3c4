// The live feed: one WebSocket that catches up from the last event it saw, however often it breaks.
import type { LiveEvent, Viewer } from '../api/types';
import { eventOf, pulseOf, viewersOf } from './live_event';

export type Connection = 'live' | 'connecting' | 'lost';

export interface Socket {
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  readonly readyState: number;
  send(words: string): void;
  close(): void;
}

export interface FeedParts {
  open: (path: string) => Socket;
  // Runs `act` later; the answer cancels it.
  after: (ms: number, act: () => void) => () => void;
  random: () => number;
  // The time of day, which goes on while the machine sleeps.
  now: () => number;
  // `isLate`: it happened while there was no connection, however long ago that is.
  onEvent: (event: LiveEvent, isLate: boolean) => void;
  onViewers: (conversation: string, viewers: Viewer[]) => void;
  onConnection: (connection: Connection) => void;
  // Asks the service where it is. Called before every reconnection, because a browser does not say
  // why a WebSocket was refused. Null where there is no answer.
  newestSeq: () => Promise<'signed_out' | number | null>;
  onSignedOut: () => void;
  // The service knows fewer events than we saw: another database. All that is shown is stale.
  onStartedOver: () => void;
}

const signedOutCode = 4001;
// Of WebSocket.
const openState = 1;
const firstDelayMs = 500;
const longestDelayMs = 15_000;
// The service says something every 20 s. A connection that has said nothing for this long is dead,
// however open it looks.
const silenceMs = 45_000;

// Doubles with each failure, with up to half of it at random, so that a restarted service is not
// met by everyone at once.
export function reconnectDelayMs(failures: number, random: number): number {
  const full = Math.min(firstDelayMs * 2 ** failures, longestDelayMs);
  return full / 2 + (full / 2) * random;
}

export class Feed {
  private readonly parts: FeedParts;
  private seq: number;
  private socket: Socket | null = null;
  private cancelWait: (() => void) | null = null;
  private cancelDoubt: (() => void) | null = null;
  private heardAt = 0;
  // The newest event there was before this connection.
  private lateUntil = 0;
  private failures = 0;
  private stopped = false;

  constructor(since: number, parts: FeedParts) {
    this.seq = since;
    this.parts = parts;
  }

  start(): void {
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    this.drop();
  }

  // Connects anew at once: after sleep a socket may look open and be dead.
  wake(): void {
    if (this.stopped) return;
    this.drop();
    this.failures = 0;
    this.parts.onConnection('connecting');
    void this.reconnect();
  }

  // Tells the service something; false where there is no connection now.
  say(words: object): boolean {
    if (this.socket?.readyState !== openState) return false;
    this.socket.send(JSON.stringify(words));
    return true;
  }

  private drop(): void {
    this.cancelWait?.();
    this.cancelWait = null;
    this.endDoubt();
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  private connect(): void {
    this.parts.onConnection('connecting');
    const socket = this.parts.open(`/api/live?since=${this.seq}`);
    this.socket = socket;
    this.heard();
    socket.onopen = () => {
      this.failures = 0;
      this.heard();
      this.parts.onConnection('live');
    };
    socket.onmessage = (message) => {
      // Kept for a machine that slept: all of it is told anew, as what happened meanwhile.
      if (this.parts.now() - this.heardAt > silenceMs) {
        this.wake();
        return;
      }
      this.heard();
      this.receive(message.data);
    };
    socket.onclose = (close) => this.closed(close.code);
  }

  private receive(message: unknown): void {
    const event = eventOf(message);
    const viewed = event ? null : viewersOf(message);
    if (viewed) this.parts.onViewers(viewed.conversation, viewed.viewers);
    this.seq = Math.max(this.seq, pulseOf(message) ?? this.seq);
    // A reconnection may repeat what was on its way.
    if (!event || event.seq <= this.seq) return;
    this.seq = event.seq;
    this.parts.onEvent(event, event.seq <= this.lateUntil);
  }

  private closed(code: number): void {
    this.socket = null;
    this.endDoubt();
    if (code === signedOutCode) this.signedOut();
    else this.wait();
  }

  private signedOut(): void {
    this.stop();
    this.parts.onSignedOut();
  }

  private heard(): void {
    this.heardAt = this.parts.now();
    this.endDoubt();
    this.cancelDoubt = this.parts.after(silenceMs, () => this.wake());
  }

  private endDoubt(): void {
    this.cancelDoubt?.();
    this.cancelDoubt = null;
  }

  private wait(): void {
    this.parts.onConnection('lost');
    const delay = reconnectDelayMs(this.failures, this.parts.random());
    this.failures += 1;
    this.cancelWait = this.parts.after(delay, () => {
      this.cancelWait = null;
      void this.reconnect();
    });
  }

  private attempt = 0;

  private async reconnect(): Promise<void> {
    const attempt = ++this.attempt;
    const newest = await this.parts.newestSeq();
    if (this.stopped || attempt !== this.attempt || this.socket) return;
    if (newest === 'signed_out') {
      this.signedOut();
    } else if (newest === null) {
      this.wait();
    } else {
      this.resumeFrom(newest);
    }
  }

  private resumeFrom(newest: number): void {
    if (newest < this.seq) {
      this.seq = newest;
      this.parts.onStartedOver();
    }
    this.lateUntil = newest;
    this.connect();
  }
}
