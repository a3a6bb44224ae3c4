import { expect, test } from 'vitest';
import { filledIn, lookedFor, snippetsFor } from './snippet_search';

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

test('a slash at the start looks for snippets, and nothing else does', () => {
  expect(lookedFor('/')).toBe('');
  expect(lookedFor('/hou')).toBe('hou');
  expect(lookedFor('and/or')).toBe(null);
  expect(lookedFor('/hou\nmore')).toBe(null);
  expect(lookedFor('')).toBe(null);
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
