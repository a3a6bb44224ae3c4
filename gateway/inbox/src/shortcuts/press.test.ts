import { expect, test } from 'vitest';
import { isSingleKey, opensPalette, type Press } from './press';
import { actOf, acts, doingOf, keyOf, offer } from './shortcuts';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  defaultPrevented: false,
  isComposing: false,
  repeat: false,
  ...more,
});
const place = (tagName: string, type: string | null = null, isContentEditable = false) => ({
  tagName,
  isContentEditable,
  getAttribute: () => type,
});

test('a key alone is meant for the app where nobody is typing', () => {
  expect(isSingleKey(press('j'), null)).toBe(true);
  expect(isSingleKey(press('/'), place('BODY'))).toBe(true);
  expect(isSingleKey(press('a'), place('BUTTON'))).toBe(true);
  expect(isSingleKey(press('b'), place('INPUT', 'radio'))).toBe(true);
});

test('what somebody types is theirs', () => {
  for (const field of [
    place('TEXTAREA'),
    place('SELECT'),
    place('INPUT'),
    place('INPUT', 'date'),
  ]) {
    expect(isSingleKey(press('a'), field)).toBe(false);
  }
  expect(isSingleKey(press('a'), place('DIV', null, true))).toBe(false);
  expect(isSingleKey(press('a', { isComposing: true }), null)).toBe(false);
});

test('shortcuts of the browser stay its own', () => {
  expect(isSingleKey(press('r', { ctrlKey: true }), null)).toBe(false);
  expect(isSingleKey(press('p', { metaKey: true }), null)).toBe(false);
  expect(isSingleKey(press('/', { altKey: true }), null)).toBe(false);
  expect(isSingleKey(press('/', { defaultPrevented: true }), null)).toBe(false);
});

test('a key that is held down is pressed once', () => {
  expect(isSingleKey(press('e', { repeat: true }), null)).toBe(false);
});

test('Ctrl-K opens the palette, also while typing', () => {
  expect(opensPalette(press('k', { ctrlKey: true }))).toBe(true);
  expect(opensPalette(press('K', { metaKey: true }))).toBe(true);
  expect(opensPalette(press('k'))).toBe(false);
});

test('no two acts have one key', () => {
  expect(new Set(acts.map((act) => keyOf[act])).size).toBe(acts.length);
  expect(actOf('e')).toBe('close');
  expect(actOf('E')).toBeNull();
});

test('what came last is done, and what it covers after it', () => {
  const done: string[] = [];
  const stopFirst = offer('close', () => done.push('first'));
  const stopSecond = offer('close', () => done.push('second'));
  doingOf('close')?.();
  stopSecond();
  doingOf('close')?.();
  stopFirst();
  expect(done).toEqual(['second', 'first']);
  expect(doingOf('close')).toBeNull();
});
