// A thread as it is kept in the browser: pages from the newest to the oldest, each in the order
// of time (oldest first).
import type { Page, Text } from '../api/types';

export interface KeptPages {
  pages: Page<Text>[];
  // What each page was asked for with (`before`).
  pageParams: (string | null)[];
}

export function textsInOrder(pages: readonly Page<Text>[]): Text[] {
  return [...pages].reverse().flatMap((page) => page.items);
}

// The pages after the newest one was read again. Null where it no longer meets what is kept: too
// much has happened since.
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

// Whether `newest` meets the newest page that is kept, and has those of its texts that changed.
export function coversNews(
  pages: readonly Page<Text>[],
  newest: Page<Text>,
  changed: ReadonlySet<string>,
): boolean {
  const kept = new Set(pages[0]?.items.map((text) => text.id));
  const first = newest.items[0];
  const read = new Set(newest.items.map((text) => text.id));
  return (
    (first === undefined || kept.has(first.id)) &&
    [...changed].every((id) => !kept.has(id) || read.has(id))
  );
}

// Which pages, besides the newest, have one of these texts.
export function olderPagesWith(
  pages: readonly Page<Text>[],
  ids: ReadonlySet<string>,
): number[] {
  return pages.flatMap((page, index) =>
    index > 0 && page.items.some((text) => ids.has(text.id)) ? [index] : [],
  );
}

// What is kept, and above it what was read around an older text, once that reaches as far as it.
// Null as long as something is missing in between.
export function joined(kept: KeptPages, around: readonly Page<Text>[]): KeptPages | null {
  const oldest = kept.pages.at(-1);
  const first = oldest?.items[0];
  if (!oldest || !first) return null;
  const meets = around.findIndex((page) => page.items.some(({ id }) => id === first.id));
  const meeting = around[meets];
  if (!meeting) return null;
  const items = meeting.items.slice(
    0,
    meeting.items.findIndex(({ id }) => id === first.id),
  );
  const above = [
    ...(items.length > 0 ? [{ items, next: meeting.next }] : []),
    ...around.slice(meets + 1).map((page) => ({ items: page.items, next: page.next })),
  ];
  const pages = [...kept.pages, ...above];
  const pageParams = [...kept.pageParams];
  for (const page of pages.slice(kept.pages.length - 1, -1)) pageParams.push(page.next);
  return { pages, pageParams };
}
