import { Button, Group, Kbd } from '@mantine/core';
import { useSettings } from '../settings/use_settings';
import { Sheet } from '../sheet';
import { t } from '../words';
import classes from './shortcuts.module.css';
import { acts, keyOf } from './shortcuts';

function Row({ keys, name }: { keys: readonly string[]; name: string }) {
  return (
    <div className={classes.row}>
      <dt>{name}</dt>
      <dd>
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </div>
  );
}

export function KeySheet({ onClose }: { onClose: () => void }) {
  const { single_keys, enter_sends } = useSettings();
  const enter = t('keys.enter');
  return (
    <Sheet title={t('keys.heading')} onClose={onClose}>
      {!single_keys && <p>{t('keys.singleOff')}</p>}
      <dl className={classes.keys}>
        {single_keys && (
          <>
            {acts.map((act) => (
              <Row key={act} keys={[keyOf[act]]} name={t(`keys.act.${act}`)} />
            ))}
            <Row keys={[enter]} name={t('keys.open')} />
          </>
        )}
        <Row keys={['Esc']} name={t('keys.leave')} />
        <Row
          keys={enter_sends ? [enter, `Ctrl+${enter}`] : [`Ctrl+${enter}`]}
          name={t('keys.send')}
        />
        <Row keys={['Ctrl+K']} name={t('keys.palette')} />
      </dl>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" radius="xl" size="md" onClick={onClose} data-autofocus>
          {t('keys.done')}
        </Button>
      </Group>
    </Sheet>
  );
}
