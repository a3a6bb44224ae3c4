import { expect, test } from 'vitest';
import { madePlain, plainOf } from './plain';

test('a dear character has a plain one where it reads the same', () => {
  expect(['’', '—', '…', 'á', 'Ñ', 'ú'].map(plainOf)).toEqual(["'", '-', '...', 'a', 'N', 'u']);
  expect(['🌻', '日', 'ж'].map(plainOf)).toEqual([null, null, null]);
});

test('only what is dear is replaced', () => {
  expect(madePlain('I’m here — ñandú 🌻', ['’', '—', 'ú', '🌻'])).toBe("I'm here - ñandu 🌻");
});
