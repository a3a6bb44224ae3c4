import { ActionIcon, Button } from '@mantine/core';
import { useState } from 'react';
import { asProblem } from '../api/problem';
import type { Snippet } from '../api/wording';
import { Ask } from '../ask';
import { IconPencil, IconPlus, IconTrash } from '../icons';
import { t } from '../words';
import { problemWords } from '../words/problems';
import { SnippetForm } from './snippet_form';
import { useSnippetChanges, useSnippets } from './use_snippets';
import classes from './wording.module.css';

interface SnippetsTabProps {
  line: string;
  language: string;
  languageName: string;
}

type Doing = { what: 'write'; snippet: Snippet | null } | { what: 'remove'; snippet: Snippet };

interface SnippetRowProps {
  snippet: Snippet;
  onChange: () => void;
  onRemove: () => void;
}

function SnippetRow({ snippet, onChange, onRemove }: SnippetRowProps) {
  const { name } = snippet;
  return (
    <li className={classes.snippet}>
      <div className={classes.snippetWords}>
        <h2>{name}</h2>
        <p>{snippet.words}</p>
      </div>
      <ActionIcon
        size={44}
        variant="subtle"
        radius="xl"
        aria-label={t('wording.snippets.change', { name })}
        onClick={onChange}
      >
        <IconPencil size={20} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        size={44}
        variant="subtle"
        radius="xl"
        aria-label={t('wording.snippets.remove', { name })}
        onClick={onRemove}
      >
        <IconTrash size={20} aria-hidden="true" />
      </ActionIcon>
    </li>
  );
}

export function SnippetsTab({ line, language, languageName }: SnippetsTabProps) {
  const asked = useSnippets(line);
  const [doing, setDoing] = useState<Doing | null>(null);
  const { save, remove } = useSnippetChanges(line, () => setDoing(null));
  const snippets = asked.data?.items.filter((snippet) => snippet.language === language) ?? [];
  const begin = (next: Doing) => {
    save.reset();
    setDoing(next);
  };
  return (
    <section className={classes.snippets} aria-label={t('wording.tabs.snippets')}>
      <div className={classes.snippetsHead}>
        <p>{t('wording.snippets.lead')}</p>
        <Button
          radius="xl"
          size="md"
          leftSection={<IconPlus size={18} aria-hidden="true" />}
          onClick={() => begin({ what: 'write', snippet: null })}
        >
          {t('wording.snippets.add')}
        </Button>
      </div>
      {asked.isSuccess && snippets.length === 0 && (
        <p className={classes.choose}>{t('wording.snippets.none', { language: languageName })}</p>
      )}
      <ul className={classes.snippetList}>
        {snippets.map((snippet) => (
          <SnippetRow
            key={snippet.id}
            snippet={snippet}
            onChange={() => begin({ what: 'write', snippet })}
            onRemove={() => begin({ what: 'remove', snippet })}
          />
        ))}
      </ul>
      {doing?.what === 'write' && (
        <SnippetForm
          snippet={doing.snippet}
          language={language}
          busy={save.isPending}
          refusal={save.isError ? problemWords(asProblem(save.error)) : null}
          onSave={(written) => save.mutate({ id: doing.snippet?.id ?? null, written })}
          onCancel={() => setDoing(null)}
        />
      )}
      {doing?.what === 'remove' && (
        <Ask
          heading={t('wording.snippets.removeHeading', { name: doing.snippet.name })}
          confirm={t('wording.snippets.removeConfirm')}
          stay={t('wording.snippets.stay')}
          onConfirm={() => remove.mutate(doing.snippet.id)}
          onStay={() => setDoing(null)}
        >
          <p>{t('wording.snippets.removeWords')}</p>
        </Ask>
      )}
    </section>
  );
}
