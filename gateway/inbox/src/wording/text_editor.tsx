import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { AutomaticText } from '../api/wording';
import { Ask } from '../ask';
import { IconChevronLeft } from '../icons';
import { useNow } from '../use_now';
import { t } from '../words';
import { atTime } from '../words/times';
import { faultOf, filledIn, type Rules } from './check';
import { nameOf, purposeOf } from './names';
import { Phone } from './phone';
import type { Unsaved, Which } from './unsaved';
import { useText } from './use_text';
import { WordsField } from './words_field';
import classes from './wording.module.css';

interface TextEditorProps {
  which: Which;
  text: AutomaticText;
  // All of the same language.
  texts: AutomaticText[];
  lineName: string;
  unsaved: Unsaved;
  onTouch: () => void;
  onBack: () => void;
}

function rulesOf(text: AutomaticText): Rules {
  return {
    placeholders: text.placeholders.map(({ placeholder }) => placeholder),
    required: text.required,
    charactersMax: text.characters_max,
  };
}

function examplesOf(text: AutomaticText): Record<string, string> {
  return Object.fromEntries(
    text.placeholders.map(({ placeholder, example }) => [placeholder, example]),
  );
}

// What somebody gets: of a part, the text for a closed line that it stands in.
function preview(text: AutomaticText, words: string, texts: AutomaticText[]) {
  const filled = filledIn(words, examplesOf(text));
  const around = text.audience === 'part' ? texts.find(({ name }) => name === 'closed') : undefined;
  if (around === undefined) return { words: filled };
  const examples = { ...examplesOf(around), '{opens}': filled };
  const inside = t('wording.previewIn', { name: nameOf(around.name) });
  return { words: filledIn(around.words, examples), inside };
}

interface ActsProps {
  text: AutomaticText;
  editing: ReturnType<typeof useText>;
  canSave: boolean;
}

function Acts({ text, editing, canSave }: ActsProps) {
  const { isChanged, undo, save, reset } = editing;
  const [asking, setAsking] = useState(false);
  const now = useNow(60_000);
  return (
    <>
      <Group gap="sm" mt="lg">
        <Button
          radius="xl"
          size="md"
          disabled={!isChanged || !canSave}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('wording.save')}
        </Button>
        {isChanged && (
          <Button radius="xl" size="md" variant="default" onClick={undo}>
            {t('wording.undo')}
          </Button>
        )}
        {text.changed_at !== null && (
          <Button radius="xl" size="md" variant="subtle" onClick={() => setAsking(true)}>
            {t('wording.reset')}
          </Button>
        )}
      </Group>
      {text.changed_at !== null && (
        <p className={classes.changedBy}>
          {t('wording.changedBy', {
            name: text.changed_by_name ?? '',
            when: atTime(text.changed_at, now),
          })}
        </p>
      )}
      {asking && (
        <Ask
          heading={t('wording.resetHeading')}
          confirm={t('wording.reset')}
          stay={t('wording.stay')}
          onConfirm={() => {
            setAsking(false);
            reset.mutate();
          }}
          onStay={() => setAsking(false)}
        >
          <p>{t('wording.resetWords')}</p>
          <blockquote className={classes.quote}>{text.default}</blockquote>
        </Ask>
      )}
    </>
  );
}

export function TextEditor(props: TextEditorProps) {
  const { which, text, texts, lineName, unsaved, onTouch, onBack } = props;
  const editing = useText(which, text, unsaved, onTouch);
  const { words, changedSince, write, undo } = editing;
  const rules = rulesOf(text);
  const fault = faultOf(words, rules);
  return (
    <section className={classes.editor} aria-label={nameOf(text.name)}>
      <div className={classes.writing}>
        <button type="button" className={classes.back} onClick={onBack}>
          <IconChevronLeft size={20} aria-hidden="true" />
          {t('wording.back')}
        </button>
        <h2>{nameOf(text.name)}</h2>
        <p className={classes.purpose}>{purposeOf(text.name)}</p>
        {changedSince && (
          <div className={classes.since} role="status">
            <p>{t('wording.changedSince')}</p>
            <blockquote>{text.words}</blockquote>
            <Button size="compact-md" variant="default" radius="xl" onClick={undo}>
              {t('wording.takeTheirs')}
            </Button>
          </div>
        )}
        <WordsField
          label={t('wording.words')}
          words={words}
          rules={rules}
          fault={fault}
          onChange={write}
        />
        <Acts text={text} editing={editing} canSave={fault === null} />
      </div>
      <Phone from={lineName} {...preview(text, words, texts)} />
    </section>
  );
}
