import { PageFrame } from '../shell/page_frame';
import { t } from '../words';
import { CalendarSettings } from './calendar_settings';
import { LookSettings } from './look_settings';
import { NoticeSettings } from './notice_settings';
import { PasswordSettings } from './password_settings';
import { PhoneSettings } from './phone_settings';
import { WritingSettings } from './writing_settings';

export function SettingsPage() {
  return (
    <PageFrame heading={t('settings.heading')} lead={t('settings.lead')} width="reading">
      <LookSettings />
      <WritingSettings />
      <NoticeSettings />
      <PhoneSettings />
      <CalendarSettings />
      <PasswordSettings />
    </PageFrame>
  );
}
