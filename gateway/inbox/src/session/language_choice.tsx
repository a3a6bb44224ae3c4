import { Button } from '@mantine/core';
import { notices } from '../notices';
import { t } from '../words';
import { choose, languageNames, languages, useLanguage } from '../words/language';
import classes from './session.module.css';

// For whoever has not signed in yet. Each language is named in itself.
export function LanguageChoice() {
  const inUse = useLanguage();
  return (
    <div role="group" aria-label={t('session.signIn.language')} className={classes.languages}>
      {languages.map((language) => (
        <Button
          key={language}
          lang={language}
          variant={language === inUse ? 'light' : 'subtle'}
          radius="xl"
          size="compact-md"
          aria-pressed={language === inUse}
          onClick={() => void choose(language).catch(notices.refused)}
        >
          {languageNames[language]}
        </Button>
      ))}
    </div>
  );
}
