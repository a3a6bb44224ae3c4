import { expect, test } from 'vitest';
import vectors from '../../../tests/vectors/segment_vectors.json';
import { segmentsOf } from './segments';

test('segments are counted as the service counts them', () => {
  expect(vectors.length).toBe(15);
  for (const { name, text, encoding, segments } of vectors) {
    const counted = segmentsOf(text);
    expect([name, counted.count]).toEqual([name, segments]);
    expect([name, counted.dear.length === 0]).toEqual([name, encoding === 'GSM-7']);
  }
});

test('a character is never split between segments', () => {
  expect(segmentsOf(`${'a'.repeat(152)}€${'a'.repeat(151)}`).count).toBe(2);
  expect(segmentsOf(`${'a'.repeat(152)}€${'a'.repeat(152)}`).count).toBe(3);
  expect(segmentsOf(`${'😀'.repeat(66)}a`).count).toBe(2);
  expect(segmentsOf(`${'😀'.repeat(66)}abc`).count).toBe(3);
});

test('the characters that make a text dear are told, each once', () => {
  expect(segmentsOf('adiós, Ramón — 🌻🌻').dear).toEqual(['ó', '—', '🌻']);
  expect(segmentsOf('¿Qué tal, señor?').dear).toEqual([]);
});

test('what is left of the last segment is told', () => {
  expect(segmentsOf('')).toEqual({ count: 1, left: 160, dear: [] });
  expect(segmentsOf('a'.repeat(160)).left).toBe(0);
  expect(segmentsOf('a'.repeat(161))).toEqual({ count: 2, left: 145, dear: [] });
  expect(segmentsOf('á').left).toBe(69);
});
