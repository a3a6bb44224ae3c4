import { expect, test } from 'vitest';
import type { Store } from '../composer/browser_store';
import { faultOf, filledIn, type Rules } from './check';
import { Unsaved } from './unsaved';

const help: Rules = {
  placeholders: ['{line}', '{opens}'],
  required: ['{line}', 'STOP'],
  charactersMax: 40,
};

test('words that would do have no fault', () => {
  expect(faultOf('{line}: text STOP to stop', help)).toBeNull();
  expect(faultOf('{line}{line} opens {opens}. (STOP)', help)).toBeNull();
});

test('a placeholder that is not there is told, as it was written', () => {
  expect(faultOf('{line} {name} STOP', help)).toEqual({ kind: 'unknown', placeholder: '{name}' });
  expect(faultOf('{line} {Line} STOP', help)).toEqual({ kind: 'unknown', placeholder: '{Line}' });
  expect(faultOf('{line} STOP {', help)).toEqual({ kind: 'unknown', placeholder: '{' });
});

test('what has to stay is missed', () => {
  expect(faultOf('STOP', help)).toEqual({ kind: 'missing', placeholder: '{line}' });
  expect(faultOf('{line} NONSTOP', help)).toEqual({ kind: 'missingWord', word: 'STOP' });
  expect(faultOf('{line} STOPPED', help)).toEqual({ kind: 'missingWord', word: 'STOP' });
});

test('nothing, and too much, can not be sent', () => {
  expect(faultOf(' \n', help)).toEqual({ kind: 'empty' });
  expect(faultOf(`{line} STOP ${'é'.repeat(30)}`, help)).toEqual({ kind: 'tooLong', by: 2 });
  expect(faultOf(`{line} STOP ${'🌻'.repeat(28)}`, help)).toBeNull();
});

test('placeholders are filled in, each once', () => {
  const examples = { '{line}': '{place} line', '{place}': '3' };
  expect(filledIn('{line}: {place}, {what}', examples)).toBe('{place} line: 3, {what}');
});

function memory(): Store {
  const kept = new Map<string, string>();
  return {
    get: (name) => kept.get(name) ?? null,
    set: (name, value) => void kept.set(name, value),
    remove: (name) => void kept.delete(name),
    names: () => [...kept.keys()],
  };
}

test('a change that is not saved is kept for its own text alone, and gone once it is none', () => {
  const store = memory();
  const welcome = { line: '1', language: 'en', name: 'welcome' };
  new Unsaved(store).write(welcome, { words: 'Hello', began: 'Hi' });
  expect(new Unsaved(store).read(welcome)).toEqual({ words: 'Hello', began: 'Hi' });
  expect(new Unsaved(store).read({ ...welcome, language: 'es' })).toBeNull();
  new Unsaved(store).write(welcome, { words: 'Hi', began: 'Hi' });
  expect(store.names()).toEqual([]);
});
