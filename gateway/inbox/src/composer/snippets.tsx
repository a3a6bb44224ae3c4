// The snippets of the line, over the field in which "/" was typed.
import { Combobox, useCombobox } from '@mantine/core';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import type { Snippet } from '../api/wording';
import { useSignedIn } from '../session/session';
import { useSnippets } from '../wording/use_snippets';
import { t } from '../words';
import type { WrittenIn } from './composer';
import classes from './composer.module.css';
import { filledIn, lookedFor, snippetsFor, withSnippet } from './snippet_search';

export interface FoundSnippets {
  found: readonly Snippet[];
  isOpen: boolean;
  // Until the next "/".
  dismiss: () => void;
  // The draft once this one is chosen, with what it says to this texter, and where the caret goes.
  chosen: (id: string) => { draft: string; caret: number } | null;
}

// `draft`: what stands in the field; null where no snippet belongs.
export function useFoundSnippets(
  conversation: WrittenIn,
  draft: string | null,
  caret: number,
): FoundSnippets {
  const { me } = useSignedIn();
  const asked = useSnippets(conversation.line);
  // The "/" of those that were dismissed.
  const [dismissed, setDismissed] = useState<number | null>(null);
  const looked = draft === null ? null : lookedFor(draft, caret);
  const wanted = looked?.wanted ?? null;
  if (looked === null && dismissed !== null) setDismissed(null);
  const { language, texter } = conversation;
  const found = useMemo(
    () => (wanted === null ? [] : snippetsFor(asked.data?.items ?? [], wanted, language)),
    [asked.data, wanted, language],
  );
  const chosen = (id: string) => {
    const snippet = found.find((one) => one.id === id);
    if (!snippet || draft === null || looked === null) return null;
    const names = { codename: texter.codename, peer: me.name };
    return withSnippet(draft, looked, filledIn(snippet.words, names));
  };
  return {
    found,
    isOpen: looked !== null && found.length > 0 && looked.from !== dismissed,
    dismiss: () => setDismissed(looked?.from ?? null),
    chosen,
  };
}

interface SnippetsProps {
  snippets: FoundSnippets;
  onChoose: (draft: string, caret: number) => void;
  // The field.
  children: ReactElement;
}

export function Snippets({ snippets, onChoose, children }: SnippetsProps) {
  const { found, isOpen, dismiss, chosen } = snippets;
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
    const next = chosen(id);
    if (next) onChoose(next.draft, next.caret);
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
