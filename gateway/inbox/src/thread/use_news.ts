import { useEffect, useRef, useState } from 'react';
import type { Text } from '../api/types';
import { newsWords } from './news_words';

export interface News {
  nth: number;
  words: string;
}

// What others wrote since the last time, for as long as the thread is open.
export function useNews(texts: readonly Text[], me: string, codename: string): News {
  const known = useRef(texts);
  const [news, setNews] = useState<News>({ nth: 0, words: '' });
  useEffect(() => {
    const words = newsWords(known.current, texts, { me, codename });
    known.current = texts;
    if (words !== '') setNews(({ nth }) => ({ nth: nth + 1, words }));
  }, [texts, me, codename]);
  return news;
}
