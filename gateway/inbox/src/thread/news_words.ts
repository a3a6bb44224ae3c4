// What has come into a thread, for a screen reader to say.
import type { Text } from '../api/types';
import { t } from '../words';

function sentenceOf(text: Text, codename: string): string {
  const name = text.direction === 'in' ? codename : (text.author_name ?? codename);
  if (text.erased) return t('talk.newsErased', { name });
  const words = text.body === '' ? t('list.picture') : text.body;
  return text.automatic ? t('talk.newsAutomatic', { words }) : t('talk.news', { name, words });
}

// What stands in `now` and did not in `before`. Older pages, read meanwhile, are no news.
function newIn(before: readonly Text[], now: readonly Text[]): Text[] {
  const oldest = before[0]?.at;
  if (oldest === undefined) return [];
  const known = new Set(before.map(({ id }) => id));
  return now.filter(({ id, at }) => at > oldest && !known.has(id));
}

// All that others wrote, from the oldest on; empty where there is nothing.
export function newsWords(
  before: readonly Text[],
  now: readonly Text[],
  { me, codename }: { me: string; codename: string },
): string {
  return newIn(before, now)
    .filter(({ kind, author }) => kind !== 'event' && author !== me)
    .map((text) => sentenceOf(text, codename))
    .join('\n');
}
