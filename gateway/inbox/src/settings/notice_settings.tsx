import { Button } from '@mantine/core';
import { useState } from 'react';
import { playSound } from '../telling/sound';
import { t } from '../words';
import { Section, Toggle } from './section';
import { useChangeSettings, useSettings } from './use_settings';

const canNotify = () => 'Notification' in window;
const permission = () => (canNotify() ? Notification.permission : 'denied');

export function NoticeSettings() {
  const settings = useSettings();
  const change = useChangeSettings();
  const [allowed, setAllowed] = useState(permission);
  const denied = allowed === 'denied';
  // Wanted on another device, it has to be allowed on this one as well.
  const isTold = settings.system_notices && allowed === 'granted';
  const allow = async (system_notices: boolean) => {
    if (system_notices) {
      const answer = await Notification.requestPermission();
      setAllowed(answer);
      if (answer !== 'granted') return;
    }
    change({ system_notices });
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
          on={isTold}
          disabled={denied}
          onToggle={(on) => void allow(on)}
        />
      )}
      {canNotify() && (
        <Toggle
          label={t('settings.noticesShowWords')}
          lead={t('settings.noticesShowWordsLead')}
          on={settings.notices_show_words}
          disabled={!isTold}
          onToggle={(notices_show_words) => change({ notices_show_words })}
        />
      )}
    </Section>
  );
}
