import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { SearchBox } from '../search/search_box';
import { SearchResults } from '../search/search_results';
import { PresenceQuestion } from '../session/presence';
import { isCoordinator, useSignedIn } from '../session/session';
import { t } from '../words';
import classes from './inbox.module.css';
import { mineFirst } from './order';
import { Section } from './section';

const tabClasses = { list: classes.tabs, tab: classes.tab, panel: classes.panel };

export function ConversationList({ chosen }: { chosen: string | null }) {
  const { me } = useSignedIn();
  const [tab, setTab] = useState<string | null>('now');
  const [typed, setTyped] = useState('');
  return (
    <nav className={classes.list} aria-label={t('list.label')}>
      <PresenceQuestion />
      <SearchBox typed={typed} onType={setTyped} />
      {typed.trim() === '' ? (
        <Tabs value={tab} onChange={setTab} keepMounted={false} classNames={tabClasses}>
          <Tabs.List>
            <Tabs.Tab value="now">{t('list.tabs.now')}</Tabs.Tab>
            {isCoordinator(me) && <Tabs.Tab value="everyone">{t('list.tabs.everyone')}</Tabs.Tab>}
            <Tabs.Tab value="closed">{t('list.tabs.closed')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="now">
            <Section view="offered" heading={t('list.offered')} chosen={chosen} />
            <Section view="mine" heading={t('list.mine')} chosen={chosen} arrange={mineFirst} />
            <Section view="waiting" heading={t('list.waiting')} chosen={chosen} />
          </Tabs.Panel>
          <Tabs.Panel value="everyone">
            <Section view="open" heading={t('list.tabs.everyone')} chosen={chosen} />
          </Tabs.Panel>
          <Tabs.Panel value="closed">
            <Section view="closed" heading={t('list.tabs.closed')} chosen={chosen} />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <SearchResults typed={typed} />
      )}
    </nav>
  );
}
