import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { notices } from '../notices';
import { signedOut } from '../query_client';
import { Batch } from './batch';
import { Feed, type Connection } from './feed';
import { newestSeq } from './newest_seq';
import { readWhatIsMissing } from './read_again';
import { refresh } from './refresh';
import { asleepMs, noticeSleep } from './sleep';
import { toldTo } from './told';
import type { Tell } from '../telling/use_telling';
import { Viewers } from './viewers';

function open(path: string): WebSocket {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(`${scheme}//${location.host}${path}`);
}

export function after(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

function every(ms: number, act: () => void): () => void {
  const timer = setInterval(act, ms);
  return () => clearInterval(timer);
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
    const batch = new Batch({
      read: (affected) => refresh(client, affected),
      after,
      random: Math.random,
      now: () => performance.now(),
    });
    const feed = new Feed(start, {
      open,
      after,
      random: Math.random,
      now: () => Date.now(),
      onEvent: (event, isLate) => {
        batch.add(event);
        // What comes at once happened just now, however wrong the clock of this device is.
        const now = isLate ? new Date() : new Date(event.at);
        const told = toldTo(me, event, now);
        if (told !== null) notices.tell(told);
        tell(event, told, now);
      },
      onViewers: (conversation, others) => viewers.told(conversation, others),
      onConnection: (now) => {
        setConnection(now);
        if (now !== 'live') return;
        batch.connectionIsBack();
        void readWhatIsMissing(client);
      },
      newestSeq: () => newestSeq(me),
      onSignedOut: signedOut,
      onStartedOver: () => void client.invalidateQueries(),
    });
    current.current = feed;
    feed.start();
    const stopWaking = wakeAfterSleep(feed);
    return () => {
      stopWaking();
      feed.stop();
      batch.stop();
    };
  }, [client, me, start, viewers, tell]);
  return { connection, viewers };
}
