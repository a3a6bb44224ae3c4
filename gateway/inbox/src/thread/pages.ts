// A thread as it is kept in the browser: pages from the newest to the oldest, each in the order
// of time (oldest first).
import type { Page, Text } from '../api/types';

export function textsInOrder(pages: readonly Page<Text>[]): Text[] {
  return [...pages].reverse().flatMap((page) => page.items);
}

// The pages after the newest one was read again. Null where it no longer meets what is kept (much
// has happened since): then everything has to be read again.
export function withNewest(pages: readonly Page<Text>[], newest: Page<Text>): Page<Text>[] | null {
  const [kept, ...older] = pages;
  const first = newest.items[0];
  if (!kept || newest.next === null || !first) return [newest];
  const meets = kept.items.findIndex((text) => text.id === first.id);
  if (meets === -1) return null;
  const items = [...kept.items.slice(0, meets), ...newest.items];
  return [{ items, next: meets === 0 ? newest.next : kept.next }, ...older];
}

// The pages with a text that was just sent, unless it is there already.
export function withSent(pages: readonly Page<Text>[], sent: Text): Page<Text>[] {
  const [newest, ...older] = pages;
  if (!newest) return [{ items: [sent], next: null }];
  if (pages.some((page) => page.items.some((text) => text.id === sent.id))) return [...pages];
  return [{ ...newest, items: [...newest.items, sent] }, ...older];
}

// Whether one of these texts lies in a page that reading the newest one again would not renew.
export function liesInOlderPage(pages: readonly Page<Text>[], ids: ReadonlySet<string>): boolean {
  return pages.slice(1).some((page) => page.items.some((text) => ids.has(text.id)));
}
