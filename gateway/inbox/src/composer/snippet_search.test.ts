import { expect, test } from 'vitest';
import { filledIn, lookedFor, snippetsFor, withSnippet } from './snippet_search';

const snippet = (name: string, words: string, language = 'en') => ({
  id: name,
  name,
  words,
  language,
});
const all = [
  snippet('Hours', 'We are here from six to eleven.'),
  snippet('Breathe', 'Shall we breathe together for a moment?'),
  snippet('Adiós', 'Cuídate mucho.', 'es'),
  snippet('Bye', 'Take care of yourself after hours like these.'),
];
const names = (wanted: string, language: string | null = 'en') =>
  snippetsFor(all, wanted, language).map(({ name }) => name);

const looked = (draft: string) => lookedFor(draft, draft.length);

test('a slash that begins a word looks for snippets, and nothing else does', () => {
  expect(looked('/')).toEqual({ from: 0, wanted: '' });
  expect(looked('/hou')).toEqual({ from: 0, wanted: 'hou' });
  expect(looked('I see. /take care')).toEqual({ from: 7, wanted: 'take care' });
  expect(looked('I see.\n/hou')).toEqual({ from: 7, wanted: 'hou' });
  expect(looked('and/or')).toBe(null);
  expect(looked('https://example.org')).toBe(null);
  expect(looked('and /or/not')).toBe(null);
  expect(looked('yes / no')).toBe(null);
  expect(looked('/hou\nmore')).toBe(null);
  expect(looked('')).toBe(null);
});

test('what is looked for ends where the caret is', () => {
  expect(lookedFor('I see. /hou and more', 11)).toEqual({ from: 7, wanted: 'hou' });
  expect(lookedFor('/hou', 0)).toBe(null);
});

test('a snippet takes the place of what was typed from its slash on, and of nothing else', () => {
  const found = lookedFor('I see. /hou More.', 11);
  expect(found && withSnippet('I see. /hou More.', found, 'From six.')).toEqual({
    draft: 'I see. From six. More.',
    caret: 16,
  });
});

test('those in the language of the texter come first, by name before by words', () => {
  expect(names('')).toEqual(['Breathe', 'Bye', 'Hours', 'Adiós']);
  expect(names('', 'es-MX')[0]).toBe('Adiós');
  expect(names('hours')).toEqual(['Hours', 'Bye']);
  expect(names('ADIOS')).toEqual(['Adiós']);
  expect(names('take care')).toEqual(['Bye']);
  expect(names('nothing like it')).toEqual([]);
});

test('the names are filled in', () => {
  const filled = filledIn('Hi {codename}, this is {peer}.', {
    codename: 'Quiet Harbor',
    peer: 'Ana',
  });
  expect(filled).toBe('Hi Quiet Harbor, this is Ana.');
});
