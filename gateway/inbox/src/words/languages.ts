import { perLanguage } from './language';

const names = perLanguage(
  (tag) => new Intl.DisplayNames(tag, { type: 'language', fallback: 'code' }),
);

// "es" is Spanish; what is no language tag stays as it is.
export function languageName(tag: string): string {
  try {
    return names().of(tag) ?? tag;
  } catch {
    return tag;
  }
}
