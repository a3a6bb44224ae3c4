import { expect, test } from 'vitest';
import { inbox, pageAt, pagesFor } from './pages';
import { conversationAt, paths, textAt } from './route';

test('an address leads to its page, and what lies below it too', () => {
  expect(pageAt('/', 'peer')).toBe(inbox);
  expect(pageAt('/c/0193', 'peer')).toBe(inbox);
  expect(pageAt('/search', 'peer')?.path).toBe('/search');
  expect(pageAt('/search/further', 'peer')?.path).toBe('/search');
  expect(pageAt('/searching', 'peer')).toBeNull();
});

test('no two pages have one address, and every page has a name', () => {
  const pages = pagesFor('administrator');
  expect(new Set(pages.map(({ path }) => path)).size).toBe(pages.length);
  for (const page of pages) {
    expect(pageAt(page.path, 'administrator')).toBe(page);
    expect(page.title()).toMatch(/^\p{Lu}/u);
  }
});

test('the address of a conversation has its id', () => {
  expect(conversationAt('/c/0193')).toBe('0193');
  expect(conversationAt('/c/a%20b')).toBe('a b');
  expect(conversationAt('/c/%')).toBeNull();
  expect(conversationAt('/')).toBeNull();
  expect(textAt('/c/0193')).toBeNull();
});

test('the address of a text has its id, and that of its conversation', () => {
  const path = paths.text('0193', 'a b');
  expect(conversationAt(path)).toBe('0193');
  expect(textAt(path)).toBe('a b');
  expect(pageAt(path, 'peer')).toBe(inbox);
  expect(conversationAt(`${path}/more`)).toBeNull();
});
