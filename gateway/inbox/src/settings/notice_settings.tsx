import { Button } from '@mantine/core';
import { useState } from 'react';
import { playSound } from '../telling/sound';
import { t } from '../words';
import { Section, Toggle } from './section';
import { useChangeSettings, useSettings } from './use_settings';

const canNotify = () => 'Notification' in window;

export function NoticeSettings() {
  const settings = useSettings();
  const change = useChangeSettings();
  const [denied, setDenied] = useState(() => canNotify() && Notification.permission === 'denied');
  const allow = async (system_notices: boolean) => {
    if (system_notices && (await Notification.requestPermission()) === 'denied') setDenied(true);
    else change({ system_notices });
  };
  return (
    <Section heading={t('settings.notices')}>
      <Toggle
        label={t('settings.sound')}
        lead={t('settings.soundLead')}
        on={settings.sound}
        onToggle={(sound) => change({ sound })}
      />
      <div>
        <Button variant="default" radius="xl" onClick={() => playSound()}>
          {t('settings.hearSound')}
        </Button>
      </div>
      {canNotify() && (
        <Toggle
          label={t('settings.systemNotices')}
          lead={denied ? t('settings.systemNoticesDenied') : t('settings.systemNoticesLead')}
          on={settings.system_notices && !denied}
          disabled={denied}
          onToggle={(on) => void allow(on)}
        />
      )}
      {canNotify() && (
        <Toggle
          label={t('settings.noticesShowWords')}
          lead={t('settings.noticesShowWordsLead')}
          on={settings.notices_show_words}
          disabled={!settings.system_notices}
          onToggle={(notices_show_words) => change({ notices_show_words })}
        />
      )}
    </Section>
  );
}
