// The snippets of the line, over the field in which "/" was typed.
import { Combobox, useCombobox } from '@mantine/core';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import type { Snippet } from '../api/wording';
import { useSignedIn } from '../session/session';
import { useSnippets } from '../wording/use_snippets';
import { t } from '../words';
import type { WrittenIn } from './composer';
import classes from './composer.module.css';
import { filledIn, lookedFor, snippetsFor } from './snippet_search';

export interface FoundSnippets {
  found: readonly Snippet[];
  isOpen: boolean;
  // Until the next "/".
  dismiss: () => void;
  // What the snippet says to this texter.
  wordsOf: (id: string) => string | null;
}

// `draft`: what stands in the field; null where no snippet belongs.
export function useFoundSnippets(conversation: WrittenIn, draft: string | null): FoundSnippets {
  const { me } = useSignedIn();
  const asked = useSnippets(conversation.line);
  const [dismissed, setDismissed] = useState(false);
  const wanted = draft === null ? null : lookedFor(draft);
  if (wanted === null && dismissed) setDismissed(false);
  const { language, texter } = conversation;
  const found = useMemo(
    () => (wanted === null ? [] : snippetsFor(asked.data?.items ?? [], wanted, language)),
    [asked.data, wanted, language],
  );
  const wordsOf = (id: string) => {
    const chosen = found.find((snippet) => snippet.id === id);
    return chosen ? filledIn(chosen.words, { codename: texter.codename, peer: me.name }) : null;
  };
  return {
    found,
    isOpen: found.length > 0 && !dismissed,
    dismiss: () => setDismissed(true),
    wordsOf,
  };
}

interface SnippetsProps {
  snippets: FoundSnippets;
  onChoose: (words: string) => void;
  // The field.
  children: ReactElement;
}

export function Snippets({ snippets, onChoose, children }: SnippetsProps) {
  const { found, isOpen, dismiss, wordsOf } = snippets;
  const combobox = useCombobox();
  const { openDropdown, closeDropdown, selectFirstOption } = combobox;
  useEffect(() => {
    if (isOpen) openDropdown();
    else closeDropdown();
  }, [isOpen, openDropdown, closeDropdown]);
  useEffect(() => {
    if (isOpen) selectFirstOption();
  }, [isOpen, found, selectFirstOption]);
  const choose = (id: string) => {
    const words = wordsOf(id);
    if (words !== null) onChoose(words);
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={choose}
      onClose={dismiss}
      position="top-start"
      withinPortal={false}
      transitionProps={{ duration: 0 }}
    >
      <Combobox.Target withKeyboardNavigation={isOpen}>{children}</Combobox.Target>
      <Combobox.Dropdown className={classes.snippets} hidden={!isOpen}>
        <Combobox.Options aria-label={t('talk.snippets.label')}>
          {found.map((snippet) => (
            <Combobox.Option key={snippet.id} value={snippet.id} className={classes.snippet}>
              <b>{snippet.name}</b>
              <span lang={snippet.language} dir="auto">
                {snippet.words}
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
