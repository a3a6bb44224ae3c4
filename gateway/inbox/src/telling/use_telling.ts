import { useCallback, useEffect, useRef } from 'react';
import type { LiveEvent, Settings } from '../api/types';
import type { OutgoingText } from '../composer/outgoing';
import { notices } from '../notices';
import { failedWith, tellOfFailed, tellOfUnsent, useFailedSeen } from './failed_text';
import { useInFront, whatIsInFront } from './in_front';
import { isToBeSaid, newsOf, sentenceOf, type News } from './news';
import { soundOnce } from './sound';
import { openFromNotices, showNews, showSaid } from './system_notice';

// `said`: the sentence that was shown for the event, if any; `now`: when it came.
export type Tell = (event: LiveEvent, said: string | null, now: Date) => void;

async function tellOfNews(news: News, settings: Settings): Promise<void> {
  if (isToBeSaid(news)) notices.tellPolitely(sentenceOf(news));
  const inFront = await whatIsInFront();
  if (settings.sound && !inFront.shows(news.conversation)) soundOnce(Date.now());
  if (settings.system_notices && !inFront.any) await showNews(news, settings.notices_show_words);
}

async function tellOfSaid(event: LiveEvent, said: string, settings: Settings): Promise<void> {
  const inFront = await whatIsInFront();
  if (settings.sound) soundOnce(Date.now());
  if (settings.system_notices && !inFront.any) await showSaid(event, said);
}

async function tellIfFailed(me: string, event: LiveEvent, settings: Settings): Promise<void> {
  const failed = failedWith(me, event);
  if (failed && (await tellOfFailed(me, failed)) && settings.sound) soundOnce(Date.now());
}

async function tellIfUnsent(text: OutgoingText, settings: () => Settings): Promise<void> {
  if ((await tellOfUnsent(text)) && settings().sound) soundOnce(Date.now());
}

// The settings as they are when something is to be told.
function useLatest(settings: Settings) {
  const latest = useRef(settings);
  useEffect(() => {
    latest.current = settings;
  });
  return latest;
}

// Tells of what did not leave. The answer stays the same.
export function useTellingUnsent(settings: Settings): (text: OutgoingText) => void {
  const latest = useLatest(settings);
  return useCallback(
    (text) => {
      void tellIfUnsent(text, () => latest.current).catch(() => undefined);
    },
    [latest],
  );
}

// What comes while somebody looks elsewhere is heard, and seen where they are: once, however many
// windows of this browser are open. The answer is called with each event, and stays the same.
export function useTelling(me: string, settings: Settings): Tell {
  const latest = useLatest(settings);
  useInFront();
  useFailedSeen();
  useEffect(openFromNotices, []);
  const before = useRef<LiveEvent | null>(null);
  return useCallback(
    (event, said, now) => {
      // What can't be read now is shown where it is.
      void tellIfFailed(me, event, latest.current).catch(() => undefined);
      const news = newsOf(me, event, now, before.current);
      before.current = event;
      // Where the browser can't, the page shows it all the same.
      if (news) void tellOfNews(news, latest.current).catch(() => undefined);
      if (said !== null) void tellOfSaid(event, said, latest.current).catch(() => undefined);
    },
    [me, latest],
  );
}
