// Every component takes its sentences from here, in the language in use. A sentence is asked for
// where it is shown, never kept in a constant of a module: the language may change.
import i18next from 'i18next';
import { en } from './en';
import type { SentenceKey, Values } from './sentences';

export type { SentenceKey } from './sentences';

void i18next.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  initAsync: false,
  interpolation: { escapeValue: false }, // React does
});

// The Spanish article is the hour's: "la 1:05 p.m.", "las 2:05 p.m."
i18next.services.formatter?.add('theHour', (time: string) =>
  /^0?1:/.test(time) ? `la ${time}` : `las ${time}`,
);

// A time of day may end a sentence with a full stop of its own: "hasta las 12:10 p.m."
const endedOnce = (sentence: string) => sentence.replace(/([ap]\.\s?m\.)\.(?!\.)/g, '$1');

// t('area.key'), or t('area.key', { name, count }) for a sentence with {{name}} or with plurals.
export function t<Key extends SentenceKey>(key: Key, ...values: Values<Key>): string {
  return endedOnce(i18next.t(key, { ...values[0] }));
}
