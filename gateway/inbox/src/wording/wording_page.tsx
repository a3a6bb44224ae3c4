import { SegmentedControl, Select, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { lines } from '../api/calls';
import { keys } from '../api/keys';
import type { Line } from '../api/types';
import { wordingCalls, wordingKeys, type LanguageWording } from '../api/wording';
import { goTo, usePath } from '../route';
import { PageFrame } from '../shell/page_frame';
import { t } from '../words';
import { chosenAt, paths } from './paths';
import { SnippetsTab } from './snippets_tab';
import { TextsTab } from './texts_tab';
import classes from './wording.module.css';

interface ChoiceProps {
  lines: Line[];
  line: Line;
  languages: LanguageWording[];
  language: string | undefined;
  onLine: (id: string) => void;
  onLanguage: (language: string) => void;
}

// Which line, and which of its languages; where there is only one, nothing is asked.
function Choice({ lines: all, line, languages, language, onLine, onLanguage }: ChoiceProps) {
  return (
    <>
      {all.length > 1 && (
        <Select
          aria-label={t('wording.line')}
          data={all.map(({ id, name }) => ({ value: id, label: name }))}
          value={line.id}
          allowDeselect={false}
          onChange={(id) => id !== null && onLine(id)}
        />
      )}
      {languages.length > 1 && (
        <SegmentedControl
          aria-label={t('wording.language')}
          radius="xl"
          data={languages.map((one) => ({ value: one.language, label: one.name }))}
          value={language ?? ''}
          onChange={onLanguage}
        />
      )}
    </>
  );
}

function useChosen() {
  const all = useQuery({ queryKey: keys.lines, queryFn: lines.all }).data?.items ?? [];
  const [lineId, setLine] = useState<string | null>(null);
  const [language, setLanguage] = useState<string | null>(null);
  const line = all.find(({ id }) => id === lineId) ?? all[0];
  const asked = useQuery({
    queryKey: wordingKeys.wording(line?.id ?? ''),
    queryFn: () => wordingCalls.all(line?.id ?? ''),
    enabled: line !== undefined,
  });
  const languages = asked.data?.items ?? [];
  const wording = languages.find((one) => one.language === language) ?? languages[0];
  return { all, line, languages, wording, setLine, setLanguage };
}

export function WordingPage() {
  const { all, line, languages, wording, setLine, setLanguage } = useChosen();
  const chosen = chosenAt(usePath());
  const choice = line !== undefined && (
    <Choice
      lines={all}
      line={line}
      languages={languages}
      language={wording?.language}
      onLine={setLine}
      onLanguage={setLanguage}
    />
  );
  return (
    <PageFrame heading={t('wording.heading')} acts={choice}>
      {line !== undefined && wording !== undefined && (
        <Tabs
          value={chosen.tab}
          keepMounted={false}
          onChange={(tab) => goTo(tab === 'snippets' ? paths.snippets : paths.texts)}
        >
          <Tabs.List>
            <Tabs.Tab value="texts">{t('wording.tabs.texts')}</Tabs.Tab>
            <Tabs.Tab value="snippets">{t('wording.tabs.snippets')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="texts" className={classes.panel}>
            <TextsTab line={line} wording={wording} chosen={chosen.text} />
          </Tabs.Panel>
          <Tabs.Panel value="snippets" className={classes.panel}>
            <SnippetsTab line={line.id} language={wording.language} languageName={wording.name} />
          </Tabs.Panel>
        </Tabs>
      )}
    </PageFrame>
  );
}
