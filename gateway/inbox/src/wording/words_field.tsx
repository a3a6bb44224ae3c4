import { Button, Group, Textarea } from '@mantine/core';
import { useRef } from 'react';
import { t } from '../words';
import { characters, type Fault, type Rules } from './check';
import { faultWords } from './fault_words';
import { meaningOf } from './names';
import classes from './wording.module.css';

interface WordsFieldProps {
  label: string;
  words: string;
  rules: Rules;
  fault: Fault | null;
  onChange: (words: string) => void;
}

// Words with placeholders: where they are written, and buttons that put placeholders where the
// cursor is.
export function WordsField({ label, words, rules, fault, onChange }: WordsFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (placeholder: string) => {
    const box = field.current;
    if (box === null) return;
    const at = box.selectionStart;
    onChange(words.slice(0, at) + placeholder + words.slice(box.selectionEnd));
    requestAnimationFrame(() => {
      box.focus();
      box.setSelectionRange(at + placeholder.length, at + placeholder.length);
    });
  };
  const needs = rules.required.join(', ');
  return (
    <div>
      <Textarea
        ref={field}
        label={label}
        description={needs === '' ? undefined : t('wording.needs', { all: needs })}
        error={fault === null ? undefined : faultWords(fault, rules)}
        errorProps={{ role: 'alert' }}
        autosize
        minRows={3}
        maxRows={14}
        size="md"
        value={words}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <p className={classes.characters}>
        {t('wording.characters', { count: characters(words), most: rules.charactersMax })}
      </p>
      <Group gap={8}>
        {rules.placeholders.map((placeholder) => (
          <Button
            key={placeholder}
            size="compact-md"
            radius="xl"
            variant="default"
            aria-label={t('wording.insert', { placeholder, meaning: meaningOf(placeholder) })}
            onClick={() => insert(placeholder)}
          >
            <span className={classes.placeholder}>{placeholder}</span>
            <span className={classes.meaning}>{meaningOf(placeholder)}</span>
          </Button>
        ))}
      </Group>
    </div>
  );
}
