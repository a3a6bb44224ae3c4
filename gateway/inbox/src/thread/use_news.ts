import { useEffect, useRef, useState } from 'react';
import type { Text } from '../api/types';
import { t } from '../words';

function sentenceOf(text: Text, codename: string): string {
  const name = text.direction === 'in' ? codename : (text.author_name ?? codename);
  return text.erased ? t('talk.newsErased', { name }) : t('talk.news', { name, words: text.body });
}

function newestOf(texts: readonly Text[]): Text | undefined {
  for (let index = texts.length - 1; index >= 0; index -= 1) {
    if (texts[index]?.kind !== 'event') return texts[index];
  }
  return undefined;
}

// What somebody else wrote last since the thread was opened, for a screen reader to say.
export function useNews(texts: readonly Text[], me: string, codename: string): string {
  const newest = newestOf(texts);
  const known = useRef(newest?.id);
  const [news, setNews] = useState('');
  useEffect(() => {
    if (!newest || newest.id === known.current) return;
    const isFirst = known.current === undefined;
    known.current = newest.id;
    if (!isFirst && newest.author !== me) setNews(sentenceOf(newest, codename));
  }, [newest, me, codename]);
  return news;
}
