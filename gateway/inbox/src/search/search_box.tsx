import { CloseButton, TextInput } from '@mantine/core';
import { useRef, type KeyboardEvent } from 'react';
import { IconSearch } from '../icons';
import { goTo, paths } from '../route';
import { useShortcut } from '../shortcuts/shortcuts';
import { t } from '../words';
import classes from './search.module.css';

const longest = 200;

interface SearchBoxProps {
  typed: string;
  onType: (typed: string) => void;
  // Whether the keyboard is here from the beginning.
  focused?: boolean;
}

export function SearchBox({ typed, onType, focused = false }: SearchBoxProps) {
  const box = useRef<HTMLInputElement>(null);
  useShortcut('search', () => {
    if (box.current?.offsetParent !== null) {
      box.current?.select();
      return;
    }
    // Only the thread is seen: the list comes back first.
    goTo(paths.inbox);
    requestAnimationFrame(() => box.current?.select());
  });

  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    onType('');
    box.current?.blur();
  };
  const clear = () => {
    onType('');
    box.current?.focus();
  };
  return (
    <div role="search" className={classes.box}>
      <TextInput
        ref={box}
        autoFocus={focused}
        type="search"
        radius="xl"
        size="md"
        aria-label={t('search.label')}
        placeholder={t('search.hint')}
        maxLength={longest}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="search"
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        onKeyDown={leave}
        leftSection={<IconSearch size={19} aria-hidden="true" />}
        rightSection={
          typed === '' ? null : <CloseButton aria-label={t('search.clear')} onClick={clear} />
        }
      />
    </div>
  );
}
