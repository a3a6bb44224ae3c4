// Which language the inbox speaks: the one that whoever is signed in has chosen, before that the one
// chosen on this device, and at first the browser's.
import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import '.';

export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

// As they call themselves.
export const languageNames: Record<Language, string> = { en: 'English', es: 'Español' };

// For dates and numbers where the browser prefers no country of that language.
const fallbackTags: Record<Language, string> = { en: 'en', es: 'es-419' };

const chosenKey = 'warmline.language';

export function languageOf(tag: string | null | undefined): Language | null {
  const [begin] = (tag ?? '').toLowerCase().split('-');
  return languages.find((language) => language === begin) ?? null;
}

export function languageInUse(): Language {
  return languageOf(i18next.language) ?? 'en';
}

function browserTags(): readonly string[] {
  return typeof navigator === 'undefined'
    ? []
    : ((navigator.languages as string[] | undefined) ?? []);
}

// The language in use with a country, as Intl takes it: who prefers "es-MX" reads times as there.
export function intlTag(): string {
  const language = languageInUse();
  return browserTags().find((tag) => languageOf(tag) === language) ?? fallbackTags[language];
}

// What depends on the language and is costly to make, made once for each.
export function perLanguage<Made>(make: (tag: string) => Made): () => Made {
  const made = new Map<string, Made>();
  return () => {
    const tag = intlTag();
    const kept = made.get(tag) ?? make(tag);
    made.set(tag, kept);
    return kept;
  };
}

export function deviceLanguage(): Language {
  const chosen = languageOf(localStorage.getItem(chosenKey));
  return (
    chosen ??
    browserTags()
      .map(languageOf)
      .find((language) => language !== null) ??
    'en'
  );
}

// From now on all is said in this language. Rejects where its words cannot be loaded; then nothing
// changes.
export async function speak(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    const { es } = await import('./es');
    i18next.addResourceBundle('es', 'translation', es);
  }
  await i18next.changeLanguage(language);
}

// As speak(); and this device speaks it from now on, also before anybody has signed in.
export async function choose(language: Language): Promise<void> {
  await speak(language);
  localStorage.setItem(chosenKey, language);
}

// Tells the browser, from now on, which language the page is in.
export function tellLanguage(): void {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
}

function subscribe(listener: () => void): () => void {
  i18next.on('languageChanged', listener);
  return () => i18next.off('languageChanged', listener);
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, languageInUse);
}
