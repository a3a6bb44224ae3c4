import { expect, test } from 'vitest';
import { dearIn, segmentWords } from './length_line';

const letters = (count: number) => 'a'.repeat(count);

test('the length shows once it passes one segment', () => {
  expect(segmentWords(letters(160))).toBe(null);
  expect(segmentWords(letters(161))).toBe('goes as 2 texts');
});

test('a character that costs a text is pointed out, with a plain one in its place', () => {
  expect(dearIn(`I’m ${letters(60)}`)).toBe(null);
  expect(dearIn(`I’m ${letters(100)}`)).toEqual({
    characters: ['’'],
    count: 2,
    fewer: 1,
    plain: `I'm ${letters(100)}`,
  });
});

test('an emoji that costs a text is pointed out, and stays', () => {
  expect(dearIn(`🌻${letters(100)}`)).toMatchObject({ characters: ['🌻'], fewer: 1, plain: null });
});

test('plain characters are not offered where another dear one stays in any case', () => {
  expect(dearIn(`I’m 🌻 ${letters(100)}`)).toMatchObject({ plain: null, fewer: 1 });
});
