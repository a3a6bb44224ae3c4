import { useCallback, useEffect, useRef } from 'react';
import type { LiveEvent, Settings } from '../api/types';
import { conversationAt } from '../route';
import { newsOf } from './news';
import { soundOnce } from './sound';
import { showSystemNotice } from './system_notice';

// `said`: whether a sentence was shown for the event.
export type Tell = (event: LiveEvent, said: boolean) => void;

const isInFront = () => !document.hidden && document.hasFocus();

// What comes while somebody looks elsewhere is heard, and seen where they are. The answer is called
// with each event, and stays the same.
export function useTelling(me: string, settings: Settings): Tell {
  const latest = useRef(settings);
  useEffect(() => {
    latest.current = settings;
  });
  return useCallback(
    (event, said) => {
      const { sound, system_notices, notices_show_words } = latest.current;
      const news = newsOf(me, event);
      const isSeen = isInFront() && news?.conversation === conversationAt(location.pathname);
      if (sound && (said || news) && !isSeen) soundOnce(Date.now());
      if (system_notices && news && !isInFront()) {
        void showSystemNotice(news, notices_show_words).catch(() => undefined);
      }
    },
    [me],
  );
}
