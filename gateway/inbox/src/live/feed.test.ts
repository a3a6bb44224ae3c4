import { expect, test } from 'vitest';
import { event } from './fake_event';
import { Feed, type FeedParts, reconnectDelayMs, type Socket } from './feed';

class FakeSocket implements Socket {
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  closed = false;
  readyState = 0;
  readonly sent: string[] = [];
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }
  send(words: string): void {
    this.sent.push(words);
  }
  close(): void {
    this.closed = true;
  }
  opens(): void {
    this.readyState = 1;
    this.onopen?.({} as Event);
  }
  says(message: unknown): void {
    this.onmessage?.({ data: JSON.stringify(message) } as MessageEvent<unknown>);
  }
  breaks(code = 1006): void {
    this.onclose?.({ code } as CloseEvent);
  }
}

function feedSince(since: number, newest: 'signed_out' | number | null = since) {
  const service = { newest };
  const clock = { now: 0 };
  const sockets: FakeSocket[] = [];
  const waits: { ms: number; act: () => void }[] = [];
  const seen: number[] = [];
  const late: number[] = [];
  const happened: string[] = [];
  const parts: FeedParts = {
    open: (path) => {
      const socket = new FakeSocket(path);
      sockets.push(socket);
      return socket;
    },
    after: (ms, act) => {
      const wait = { ms, act };
      waits.push(wait);
      return () => waits.splice(waits.indexOf(wait), 1);
    },
    random: () => 0,
    now: () => clock.now,
    onEvent: ({ seq }, isLate) => {
      seen.push(seq);
      if (isLate) late.push(seq);
    },
    onViewers: (conversation, viewers) => happened.push(`${viewers.length} at ${conversation}`),
    onConnection: (connection) => happened.push(connection),
    newestSeq: () => Promise.resolve(service.newest),
    onSignedOut: () => happened.push('signed out'),
    onStartedOver: () => happened.push('started over'),
  };
  const feed = new Feed(since, parts);
  feed.start();
  const nth = (index: number): FakeSocket => {
    const socket = sockets[index];
    if (!socket) throw new Error(`no socket ${index}`);
    return socket;
  };
  const waitIsOver = async () => {
    waits.shift()?.act();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { feed, nth, sockets, waits, seen, late, happened, waitIsOver, service, clock };
}

const silenceMs = 45_000;

test('what a page says goes out on an open socket, and who looks at what comes in beside events', () => {
  const { feed, nth, happened, seen } = feedSince(7);
  expect(feed.say({ viewing: 'c1' })).toBe(false);
  nth(0).opens();
  expect(feed.say({ viewing: 'c1' })).toBe(true);
  expect(nth(0).sent).toEqual(['{"viewing":"c1"}']);
  nth(0).says({ kind: 'conversation.viewers', conversation: 'c1', viewers: [{}] });
  nth(0).says(event(8));
  expect(happened).toEqual(['connecting', 'live', '1 at c1']);
  expect(seen).toEqual([8]);
});

test('the feed starts where the session said', () => {
  expect(feedSince(41).nth(0).path).toBe('/api/live?since=41');
});

test('after a break the feed goes on from the last event it saw', async () => {
  const { nth, happened, waitIsOver } = feedSince(41, 43);
  nth(0).opens();
  nth(0).says(event(42));
  nth(0).says(event(43));
  nth(0).breaks();
  expect(happened.at(-1)).toBe('lost');
  await waitIsOver();
  expect(nth(1).path).toBe('/api/live?since=43');
});

test('a slow reader that was dropped reconnects the same way', async () => {
  const { nth, waitIsOver } = feedSince(1);
  nth(0).opens();
  nth(0).breaks(4008);
  await waitIsOver();
  expect(nth(1).path).toBe('/api/live?since=1');
});

test('what happened during a break comes late, and what happens after it does not', async () => {
  const { nth, seen, late, waitIsOver } = feedSince(41, 44);
  nth(0).opens();
  nth(0).says(event(42));
  nth(0).breaks();
  await waitIsOver();
  nth(1).opens();
  for (const seq of [43, 44, 45]) nth(1).says(event(seq));
  expect(seen).toEqual([42, 43, 44, 45]);
  expect(late).toEqual([43, 44]);
});

test('what lay in a connection while the machine slept is asked for anew and is late', async () => {
  const { nth, seen, late, clock } = feedSince(41, 43);
  nth(0).opens();
  clock.now = silenceMs + 1;
  nth(0).says(event(42));
  expect(seen).toEqual([]);
  expect(nth(0).closed).toBe(true);
  await Promise.resolve();
  await Promise.resolve();
  expect(nth(1).path).toBe('/api/live?since=41');
  nth(1).opens();
  nth(1).says(event(42));
  nth(1).says(event(43));
  expect(late).toEqual([42, 43]);
});

test('an event that comes twice counts once', () => {
  const { nth, seen } = feedSince(41);
  nth(0).says(event(42));
  nth(0).says(event(42));
  nth(0).says(event(41));
  expect(seen).toEqual([42]);
});

test('what is no event is ignored', () => {
  const { nth, seen } = feedSince(41);
  nth(0).says({ hello: 'there' });
  nth(0).says(null);
  nth(0).onmessage?.({ data: '{"seq":' } as MessageEvent<unknown>);
  expect(seen).toEqual([]);
});

test('signed out elsewhere ends the feed', () => {
  const { nth, happened, waits } = feedSince(1);
  nth(0).breaks(4001);
  expect(happened.at(-1)).toBe('signed out');
  expect(waits).toHaveLength(0);
});

test('a refused reconnection asks whether the session still stands', async () => {
  const { nth, happened, waitIsOver, sockets } = feedSince(1, 'signed_out');
  nth(0).breaks();
  await waitIsOver();
  expect(happened.at(-1)).toBe('signed out');
  expect(sockets).toHaveLength(1);
});

test('while the service does not answer the feed waits longer each time', async () => {
  const { nth, waits, waitIsOver } = feedSince(1, null);
  nth(0).breaks();
  const delays = [waits[0]?.ms];
  await waitIsOver();
  delays.push(waits[0]?.ms);
  await waitIsOver();
  delays.push(waits[0]?.ms);
  expect(delays).toEqual([250, 500, 1000]);
  expect(reconnectDelayMs(30, 1)).toBe(15_000);
});

test('a database that started over is followed from its own end', async () => {
  const { nth, happened, waitIsOver } = feedSince(90, 3);
  nth(0).breaks();
  await waitIsOver();
  expect(happened).toContain('started over');
  expect(nth(1).path).toBe('/api/live?since=3');
});

test('waking after sleep drops the old socket and connects once', async () => {
  const { feed, nth, sockets } = feedSince(5);
  nth(0).opens();
  feed.wake();
  feed.wake();
  await Promise.resolve();
  await Promise.resolve();
  expect(nth(0).closed).toBe(true);
  expect(sockets).toHaveLength(2);
});

test('a connection that says nothing any more is renewed from the last event seen', async () => {
  const { nth, sockets, waits, happened, waitIsOver } = feedSince(5, 9);
  nth(0).opens();
  nth(0).says(event(6));
  expect(waits.map(({ ms }) => ms)).toEqual([silenceMs]);
  await waitIsOver();
  expect(nth(0).closed).toBe(true);
  expect(sockets).toHaveLength(2);
  expect(nth(1).path).toBe('/api/live?since=6');
  nth(1).opens();
  expect(happened.slice(-3)).toEqual(['connecting', 'connecting', 'live']);
});

test('a pulse shows that the connection lives, and how far all was told', async () => {
  const { nth, seen, waits, waitIsOver } = feedSince(5, 20);
  nth(0).opens();
  nth(0).says({ kind: 'live.pulse', until: 12 });
  nth(0).says({ kind: 'live.pulse', until: 3 });
  nth(0).says({ kind: 'live.pulse' });
  expect(waits.map(({ ms }) => ms)).toEqual([silenceMs]);
  nth(0).breaks();
  await waitIsOver();
  expect(nth(1).path).toBe('/api/live?since=12');
  expect(seen).toEqual([]);
});

test('a silent connection is lost where the service does not answer', async () => {
  const { nth, service, happened, waitIsOver } = feedSince(5);
  nth(0).opens();
  service.newest = null;
  await waitIsOver();
  expect(nth(0).closed).toBe(true);
  expect(happened.at(-1)).toBe('lost');
  service.newest = 5;
  await waitIsOver();
  expect(nth(1).path).toBe('/api/live?since=5');
});

test('a connection that never opens is given up', async () => {
  const { nth, sockets, waitIsOver } = feedSince(5);
  await waitIsOver();
  expect(nth(0).closed).toBe(true);
  expect(sockets).toHaveLength(2);
});

test('a feed that was stopped listens for nothing', () => {
  const { feed, nth, waits } = feedSince(5);
  nth(0).opens();
  feed.stop();
  expect(waits).toEqual([]);
});
