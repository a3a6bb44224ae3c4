import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Snippet, SnippetWritten } from '../api/wording';
import { Sheet } from '../sheet';
import { t } from '../words';
import { faultOf, type Rules } from './check';
import { WordsField } from './words_field';

const nameMost = 40;
const rules: Rules = { placeholders: ['{codename}', '{peer}'], required: [], charactersMax: 1000 };

interface SnippetFormProps {
  // Empty: a new one.
  snippet: Snippet | null;
  language: string;
  busy: boolean;
  // Why it was not kept.
  refusal: string | null;
  onSave: (snippet: SnippetWritten) => void;
  onCancel: () => void;
}

export function SnippetForm(props: SnippetFormProps) {
  const { snippet, language, busy, refusal, onSave, onCancel } = props;
  const [name, setName] = useState(snippet?.name ?? '');
  const [words, setWords] = useState(snippet?.words ?? '');
  const [tried, setTried] = useState(false);
  const fault = faultOf(words, rules);
  const nameFault = name.trim() === '' ? t('wording.snippets.nameMissing') : null;
  // Nobody is told what is missing before they had a chance to write it.
  const shown = tried || (fault !== null && fault.kind !== 'empty') ? fault : null;
  const heading =
    snippet === null ? t('wording.snippets.addHeading') : t('wording.snippets.changeHeading');
  return (
    <Sheet title={heading} onClose={onCancel}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (fault === null && nameFault === null) onSave({ language, name: name.trim(), words });
        }}
      >
        <TextInput
          label={t('wording.snippets.name')}
          description={t('wording.snippets.nameHint')}
          error={refusal ?? (tried ? nameFault : null)}
          errorProps={{ role: 'alert' }}
          size="md"
          mb="md"
          maxLength={nameMost}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <WordsField
          label={t('wording.snippets.words')}
          words={words}
          rules={rules}
          fault={shown}
          onChange={setWords}
        />
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" radius="xl" size="md" onClick={onCancel}>
            {t('wording.snippets.cancel')}
          </Button>
          <Button type="submit" radius="xl" size="md" loading={busy}>
            {t('wording.snippets.save')}
          </Button>
        </Group>
      </form>
    </Sheet>
  );
}
