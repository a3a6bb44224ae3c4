import { expect, test } from 'vitest';
import { beginsSearch } from './slash';

const slash = {
  key: '/',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  defaultPrevented: false,
};
const place = (tagName: string, isContentEditable = false) => ({ tagName, isContentEditable });

test('a slash begins a search', () => {
  expect(beginsSearch(slash, null)).toBe(true);
  expect(beginsSearch(slash, place('BODY'))).toBe(true);
  expect(beginsSearch({ ...slash, key: 's' }, null)).toBe(false);
});

test('a slash that somebody writes is a slash', () => {
  for (const tag of ['INPUT', 'TEXTAREA', 'SELECT']) {
    expect(beginsSearch(slash, place(tag))).toBe(false);
  }
  expect(beginsSearch(slash, place('DIV', true))).toBe(false);
});

test('shortcuts of the browser stay its own', () => {
  expect(beginsSearch({ ...slash, ctrlKey: true }, null)).toBe(false);
  expect(beginsSearch({ ...slash, metaKey: true }, null)).toBe(false);
  expect(beginsSearch({ ...slash, altKey: true }, null)).toBe(false);
  expect(beginsSearch({ ...slash, defaultPrevented: true }, null)).toBe(false);
});
