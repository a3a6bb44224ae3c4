// What is said in one language can be said in every other.
import { expect, test } from 'vitest';
import { t } from '.';
import { en } from './en';
import { es } from './es';
import { speak } from './language';

type Words = { readonly [key: string]: string | Words };

function flat(words: Words, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
  );
}

const filledIn = (sentence: string) =>
  [...sentence.matchAll(/\{\{(\w+)(?:, \w+)?\}\}/g)].map(([, name]) => name).sort();
const isPlural = (key: string) => /_(zero|one|other)$/.test(key);

test('both languages have the same sentences', () => {
  const keysOf = (words: Words) =>
    flat(words)
      .map(([key]) => key)
      .sort();
  expect(keysOf(es)).toEqual(keysOf(en));
});

test('the same is filled into them', () => {
  const spanish = new Map(flat(es));
  for (const [key, sentence] of flat(en)) {
    const needed = filledIn(sentence).filter((name) => !isPlural(key) || name !== 'count');
    const filled = filledIn(spanish.get(key) ?? '');
    expect([key, filled.filter((name) => !isPlural(key) || name !== 'count')]).toEqual([
      key,
      needed,
    ]);
  }
});

test('every plural has a form for one and for others', () => {
  for (const words of [en, es]) {
    const keys = new Set(flat(words).map(([key]) => key));
    for (const key of keys) {
      const base = key.replace(/_(zero|one|other)$/, '');
      if (base === key) continue;
      expect(keys, base).toContain(`${base}_one`);
      expect(keys, base).toContain(`${base}_other`);
    }
  }
});

test('nothing of several words was left in English', () => {
  const spanish = new Map(flat(es));
  const left = flat(en).filter(([key, sentence]) => {
    const words = sentence.replace(/\{\{\w+\}\}/g, '');
    return /\p{L}{2,} \p{L}{2,}/u.test(words) && spanish.get(key) === sentence;
  });
  expect(left).toEqual([]);
});

test('the language changes at once, and back', async () => {
  await speak('es');
  expect(t('list.unread', { count: 2 })).toBe('2 mensajes nuevos');
  expect(t('list.unread', { count: 1 })).toBe('1 mensaje nuevo');
  await speak('en');
  expect(t('list.unread', { count: 1 })).toBe('1 new text');
});

test('in Spanish one o’clock is one, and every other hour several', async () => {
  await speak('es');
  expect(t('times.at', { time: '1:05 p.m.' })).toBe('a la 1:05 p.m.');
  expect(t('times.at', { time: '01:59' })).toBe('a la 01:59');
  expect(t('times.at', { time: '13:05' })).toBe('a las 13:05');
  expect(t('times.onDayAt', { day: 'lun', time: '11:05 a.m.' })).toBe('el lun a las 11:05 a.m.');
  expect(t('board.pages.since', { time: '1:00 a.m.' })).toBe('Desde la 1:00 a.m.');
  await speak('en');
});
