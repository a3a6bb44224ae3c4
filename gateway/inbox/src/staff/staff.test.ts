import { afterEach, expect, test } from 'vitest';
import { speak } from '../words/language';
import { lineChoices, linesInWords, linesToKeep } from './lines';

const community = { id: 'l1', name: 'Community line' };
const youth = { id: 'l2', name: 'Youth line' };
const both = [community, youth];

afterEach(() => speak('en'));

test('between several lines there is a choice, and none where there is one', () => {
  expect(lineChoices(both, []).map(({ label }) => label)).toEqual(['Community line', 'Youth line']);
  expect(lineChoices([community], ['l1'])).toEqual([]);
  expect(lineChoices([], ['l1', 'l2'])).toEqual([]); // not read yet
});

test('a line that is gone from the configuration can be seen, and taken away', async () => {
  expect(lineChoices([community], ['gone'])).toEqual([
    { value: 'l1', label: 'Community line' },
    { value: 'gone', label: 'a line that is not there any more' },
  ]);
  await speak('es');
  expect(lineChoices([community], ['gone'])[1]?.label).toBe('una línea que ya no existe');
});

test('what was not touched stays as it was, and a former line goes with the first change', () => {
  expect(linesToKeep(both, ['gone', 'l1'], ['gone', 'l1'])).toEqual(['gone', 'l1']);
  expect(linesToKeep(both, ['gone', 'l1'], ['gone', 'l1', 'l2'])).toEqual(['l1', 'l2']);
  expect(linesToKeep(both, ['gone'], [])).toEqual([]);
});

test('nobody works every line because their own were taken away', () => {
  expect(linesToKeep(both, ['gone', 'l1'], ['gone'])).toEqual(['gone', 'l1']);
});

test('what somebody works is said where there is more than one line', () => {
  expect(linesInWords([community], [])).toBe('');
  expect(linesInWords([community], ['l1'])).toBe('');
  expect(linesInWords(both, [])).toBe('every line');
  expect(linesInWords(both, ['l2', 'l1'])).toBe('Community line, Youth line');
  expect(linesInWords([community], ['gone'])).toBe('no line that is there');
  expect(linesInWords([community], ['gone', 'l1'])).toBe('Community line');
});
