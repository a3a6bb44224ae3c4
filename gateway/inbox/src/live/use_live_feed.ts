import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { session } from '../api/calls';
import { keys } from '../api/keys';
import { asProblem } from '../api/problem';
import { wordingKeys } from '../api/wording';
import { notices } from '../notices';
import { signedOut } from '../query_client';
import { refreshThread } from '../thread/kept_thread';
import { addAffected, nothingAffected, type Affected } from './affected';
import { Feed, type Connection } from './feed';
import { markStale, readAgain, readListsWith } from './read_again';
import { asleepMs, noticeSleep } from './sleep';
import { toldTo } from './told';
import type { Tell } from '../telling/use_telling';
import { Viewers } from './viewers';

// What one commit recorded comes together. What follows from it (a welcome, receipts) comes within
// the rest after a reading: every inbox of a line hears it, and each reading of all is their service's.
const gatherMs = 5;
const restMs = 100;
const headStartMs = 50;

function open(path: string): WebSocket {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(`${scheme}//${location.host}${path}`);
}

export function after(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

const pause = (ms: number) => new Promise((over) => setTimeout(over, ms));

function every(ms: number, act: () => void): () => void {
  const timer = setInterval(act, ms);
  return () => clearInterval(timer);
}

async function newestSeq(): Promise<'signed_out' | number | null> {
  try {
    return (await session.current()).seq;
  } catch (error) {
    return asProblem(error).status === 401 ? 'signed_out' : null;
  }
}

async function refresh(client: QueryClient, affected: Affected): Promise<void> {
  const stale = (queryKey: readonly unknown[]) => readAgain(client, queryKey);
  if (affected.queues) void markStale(client, keys.allQueues);
  if (affected.erased) client.removeQueries({ queryKey: keys.allTexts, type: 'inactive' });
  const threads = [...affected.threads].map(([id, rows]) => refreshThread(client, id, rows));
  // What somebody reads word by word is drawn before what stands around it.
  if (threads.length > 0) await Promise.race([Promise.allSettled(threads), pause(headStartMs)]);
  await Promise.all([
    ...threads,
    ...[...affected.conversations].map((id) => stale(keys.conversation(id))),
    readListsWith(client, affected.conversations, affected.lists),
    affected.peers && stale(keys.allPeers),
    affected.session && stale(keys.session),
    affected.wording && stale(wordingKeys.allWording),
    affected.snippets && stale(wordingKeys.allSnippets),
    affected.erased && stale(keys.allTexts),
    affected.erased && stale(keys.allFound),
    ...[...affected.others].map(stale),
  ]);
}

// Gathers events, and starts no refresh before the last one is through: under a steady stream each
// would otherwise cancel the one before it, and none would ever arrive.
class Batch {
  private readonly client: QueryClient;
  private affected: Affected | null = null;
  private busy = false;
  private restsUntil = 0;

  constructor(client: QueryClient) {
    this.client = client;
  }

  add(event: Parameters<typeof addAffected>[1]): void {
    this.affected ??= nothingAffected();
    addAffected(this.affected, event);
    this.scheduleIfAny();
  }

  private scheduleIfAny(): void {
    if (this.busy || !this.affected) return;
    this.busy = true;
    const rest = this.restsUntil - performance.now();
    setTimeout(() => void this.flush(), Math.max(gatherMs, rest));
  }

  private async flush(): Promise<void> {
    const affected = this.affected ?? nothingAffected();
    this.affected = null;
    // A list that cannot be read shows that itself.
    await refresh(this.client, affected).catch(() => undefined);
    this.restsUntil = performance.now() + restMs;
    this.busy = false;
    this.scheduleIfAny();
  }
}

function wakeAfterSleep(feed: Feed): () => void {
  let hiddenAt: number | null = null;
  const wake = () => feed.wake();
  const visibility = () => {
    if (document.hidden) hiddenAt = Date.now();
    else if (hiddenAt !== null && Date.now() - hiddenAt > asleepMs) wake();
  };
  const isInSight = () => !document.hidden;
  const endNoticing = noticeSleep({ every, now: () => Date.now(), isInSight }, wake);
  window.addEventListener('online', wake);
  document.addEventListener('visibilitychange', visibility);
  return () => {
    endNoticing();
    window.removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', visibility);
  };
}

// Follows the service from the event `since` on, for as long as the component is there. Later
// values of `since` change nothing: the feed knows better what it has seen.
export function useLiveFeed(
  me: string,
  since: number,
  tell: Tell,
): { connection: Connection; viewers: Viewers } {
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>('connecting');
  const [start] = useState(since);
  const current = useRef<Feed | null>(null);
  const [viewers] = useState(
    () =>
      new Viewers(me, {
        say: (said) => current.current?.say(said) ?? false,
        every,
        now: () => performance.now(),
      }),
  );
  useEffect(() => {
    if (connection === 'live') viewers.connectionIsBack();
    else viewers.connectionIsLost();
  }, [connection, viewers]);
  useEffect(() => {
    const batch = new Batch(client);
    const feed = new Feed(start, {
      open,
      after,
      random: Math.random,
      onEvent: (event) => {
        batch.add(event);
        const told = toldTo(me, event);
        if (told !== null) notices.tell(told);
        tell(event, told !== null);
      },
      onViewers: (conversation, others) => viewers.told(conversation, others),
      onConnection: setConnection,
      newestSeq,
      onSignedOut: signedOut,
      onStartedOver: () => void client.invalidateQueries(),
    });
    current.current = feed;
    feed.start();
    const stopWaking = wakeAfterSleep(feed);
    return () => {
      stopWaking();
      feed.stop();
    };
  }, [client, me, start, viewers, tell]);
  return { connection, viewers };
}
