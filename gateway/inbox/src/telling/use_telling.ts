import { useCallback, useEffect, useRef } from 'react';
import type { LiveEvent, Settings } from '../api/types';
import type { OutgoingText } from '../composer/outgoing';
import { failedWith, tellOfFailed, tellOfUnsent, useFailedSeen } from './failed_text';
import { useInFront, whatIsInFront } from './in_front';
import { newsOf, type News } from './news';
import { soundOnce } from './sound';
import { openFromNotices, showSystemNotice } from './system_notice';

// `said`: whether a sentence was shown for the event.
export type Tell = (event: LiveEvent, said: boolean) => void;

async function tellOf(news: News | null, said: boolean, settings: Settings): Promise<void> {
  const { sound, system_notices, notices_show_words } = settings;
  const inFront = await whatIsInFront();
  const isSeen = news !== null && inFront.shows(news.conversation);
  if (sound && (said || news) && !isSeen) soundOnce(Date.now());
  if (system_notices && news && !inFront.any) await showSystemNotice(news, notices_show_words);
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
  return useCallback(
    (event, said) => {
      // What can't be read now is shown where it is.
      void tellIfFailed(me, event, latest.current).catch(() => undefined);
      const news = newsOf(me, event);
      if (!news && !said) return;
      // Where the browser can't, the page shows it all the same.
      void tellOf(news, said, latest.current).catch(() => undefined);
    },
    [me, latest],
  );
}
