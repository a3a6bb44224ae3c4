import { Button, CopyButton, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { settings as calls } from '../api/calls';
import { notices } from '../notices';
import { t } from '../words';
import { Section } from './section';
import classes from './settings.module.css';

// The service keeps no more of the address than it needs to know it again: it is shown once.
export function CalendarSettings() {
  const renew = useMutation({
    mutationFn: calls.renewCalendar,
    onError: (error) => notices.refused(error),
  });
  const url = renew.data?.url;
  return (
    <Section heading={t('settings.calendar.heading')} lead={t('settings.calendar.lead')}>
      {url !== undefined && (
        <div className={classes.form}>
          <TextInput
            className={classes.wide}
            label={t('settings.calendar.address')}
            description={t('settings.calendar.once')}
            readOnly
            value={url}
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton value={url}>
            {({ copied, copy }) => (
              <Button radius="xl" onClick={copy}>
                {copied ? t('settings.calendar.copied') : t('settings.calendar.copy')}
              </Button>
            )}
          </CopyButton>
        </div>
      )}
      <div className={classes.state}>
        <Button
          variant="default"
          radius="xl"
          loading={renew.isPending}
          onClick={() => renew.mutate()}
        >
          {url === undefined ? t('settings.calendar.make') : t('settings.calendar.renew')}
        </Button>
        <p>{t('settings.calendar.renewLead')}</p>
      </div>
    </Section>
  );
}
