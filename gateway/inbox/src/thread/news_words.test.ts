import { expect, test } from 'vitest';
import type { Text } from '../api/types';
import { newsWords } from './news_words';

function text(id: string, at: number, more: Partial<Text> = {}): Text {
  return {
    id,
    kind: 'text',
    direction: 'in',
    author: null,
    author_name: null,
    body: id,
    at: new Date(Date.UTC(2026, 4, 20, 12, at)).toISOString(),
    automatic: false,
    erased: false,
    ...more,
  } as Text;
}
const bens = { direction: 'out', author: 'ben', author_name: 'Ben' } as const;
const anas = { direction: 'out', author: 'ana', author_name: 'Ana' } as const;
const automatic = { direction: 'out', automatic: true } as const;
const first = text('first', 1);
const saidAfter = (before: readonly Text[], ...now: Text[]) =>
  newsWords(before, now, { me: 'ana', codename: 'Calm Dune' });

test('all that came is said, each as whose it is', () => {
  const said = saidAfter(
    [first],
    first,
    text('hello', 2),
    text('I am here', 3, bens),
    text('likes tea', 4, { ...bens, kind: 'note', direction: null }),
  );
  expect(said).toBe('Calm Dune: hello\nBen: I am here\nBen: likes tea');
});

test('what the line wrote by itself is not said as its texter’s', () => {
  expect(saidAfter([first], first, text('We are closed.', 2, automatic))).toBe(
    'Automatic text: We are closed.',
  );
});

test('a picture alone is said, and what was erased without its words', () => {
  const picture = text('p', 2, { body: '' });
  expect(saidAfter([first], first, picture)).toBe('Calm Dune: A picture');
  expect(saidAfter([first], first, text('e', 2, { erased: true }))).toBe('Calm Dune wrote');
});

test('one’s own words, what happened, and what was there before are no news', () => {
  const event = text('e', 3, { kind: 'event' });
  expect(saidAfter([first], first, text('mine', 2, anas), event)).toBe('');
  expect(saidAfter([], first)).toBe('');
  expect(saidAfter([first], text('of an older page', 0), first)).toBe('');
});

test('what came before one’s own text, and was read after it, is said', () => {
  const mine = text('mine', 3, anas);
  expect(saidAfter([first, mine], first, text('hello', 2), mine)).toBe('Calm Dune: hello');
});
