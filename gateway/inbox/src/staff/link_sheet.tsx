// A link that was just made: it is shown this once.
import { Button, CopyButton, Group, TextInput } from '@mantine/core';
import type { MadeLink } from '../api/staff';
import { Sheet } from '../sheet';
import { t } from '../words';
import { dayWithTime } from '../words/times';
import classes from './staff.module.css';

interface LinkSheetProps {
  name: string;
  lead: string;
  link: MadeLink;
  onDone: () => void;
}

export function LinkSheet({ name, lead, link, onDone }: LinkSheetProps) {
  return (
    <Sheet title={t('staff.link.heading', { name })} onClose={onDone}>
      <p>{lead}</p>
      <div className={classes.link}>
        <TextInput
          label={t('staff.link.label')}
          value={link.url}
          readOnly
          size="md"
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={link.url}>
          {({ copied, copy }) => (
            <Button radius="xl" size="md" onClick={copy} data-autofocus>
              {copied ? t('staff.link.copied') : t('staff.link.copy')}
            </Button>
          )}
        </CopyButton>
      </div>
      <p className={classes.quiet}>
        {t('staff.link.good', { until: dayWithTime(link.expires_at) })}
      </p>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" radius="xl" size="md" onClick={onDone}>
          {t('staff.link.done')}
        </Button>
      </Group>
    </Sheet>
  );
}
