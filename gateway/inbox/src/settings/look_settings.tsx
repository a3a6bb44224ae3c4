import { t } from '../words';
import { languageNames, languages, type Language } from '../words/language';
import { Choice, Section, Toggle } from './section';
import { useChangeSettings, useSettings } from './use_settings';

const colours = ['auto', 'light', 'dark'] as const;
const contrasts = ['normal', 'high'] as const;
const sizes = ['normal', 'large', 'largest'] as const;

const ofBrowser = 'browser';

function LanguageSetting() {
  const { language } = useSettings();
  const change = useChangeSettings();
  return (
    <Choice<Language | typeof ofBrowser>
      label={t('settings.language')}
      value={language ?? ofBrowser}
      choices={[
        { value: ofBrowser, label: t('settings.languageOfBrowser') },
        ...languages.map((each) => ({ value: each, label: languageNames[each] })),
      ]}
      onChoose={(chosen) => change({ language: chosen === ofBrowser ? null : chosen })}
    />
  );
}

export function LookSettings() {
  const settings = useSettings();
  const change = useChangeSettings();
  return (
    <Section heading={t('settings.looks')}>
      <LanguageSetting />
      <Choice
        label={t('settings.colours')}
        value={settings.colours}
        choices={colours.map((value) => ({ value, label: t(`settings.coloursOf.${value}`) }))}
        onChoose={(chosen) => change({ colours: chosen })}
      />
      <Choice
        label={t('settings.contrast')}
        value={settings.contrast}
        choices={contrasts.map((value) => ({ value, label: t(`settings.contrastOf.${value}`) }))}
        onChoose={(chosen) => change({ contrast: chosen })}
      />
      <Choice
        label={t('settings.textSize')}
        value={settings.text_size}
        choices={sizes.map((value) => ({ value, label: t(`settings.textSizeOf.${value}`) }))}
        onChoose={(chosen) => change({ text_size: chosen })}
      />
      <Toggle
        label={t('settings.calm')}
        lead={t('settings.calmLead')}
        on={settings.calm}
        onToggle={(calm) => change({ calm })}
      />
    </Section>
  );
}
