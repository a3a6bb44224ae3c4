import { Button } from '@mantine/core';
import { showKeys } from '../shortcuts/shortcuts';
import { t } from '../words';
import { Section, Toggle } from './section';
import { useChangeSettings, useSettings } from './use_settings';

export function WritingSettings() {
  const settings = useSettings();
  const change = useChangeSettings();
  return (
    <Section heading={t('settings.writing')}>
      <Toggle
        label={t('settings.enterSends')}
        lead={t('settings.enterSendsLead')}
        on={settings.enter_sends}
        onToggle={(enter_sends) => change({ enter_sends })}
      />
      <Toggle
        label={t('settings.singleKeys')}
        lead={t('settings.singleKeysLead')}
        on={settings.single_keys}
        onToggle={(single_keys) => change({ single_keys })}
      />
      <div>
        <Button variant="default" radius="xl" onClick={showKeys}>
          {t('settings.showKeys')}
        </Button>
      </div>
    </Section>
  );
}
