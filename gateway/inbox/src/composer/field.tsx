// The field in which a reply or a note is written.
import { Textarea } from '@mantine/core';
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { useSignedIn } from '../session/session';
import { useSettings } from '../settings/use_settings';
import { t } from '../words';
import type { WrittenIn } from './composer';
import classes from './composer.module.css';
import type { DraftKind } from './drafts';
import { Snippets, useFoundSnippets } from './snippets';

interface FieldProps {
  ref: RefObject<HTMLTextAreaElement | null>;
  conversation: WrittenIn;
  kind: DraftKind;
  words: string;
  onWrite: (words: string) => void;
  onSend: () => void;
  onLeave: () => void;
}

function placeholderOf({ texter }: WrittenIn, kind: DraftKind): string {
  if (kind === 'note') return t('composer.noteHint');
  return t('composer.replyHint', { codename: texter.codename });
}

// Ctrl-Enter does, and Enter alone for whoever has chosen so.
function sends(event: KeyboardEvent, enterSends: boolean): boolean {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return false;
  return event.ctrlKey || event.metaKey || (enterSends && !event.shiftKey && !event.altKey);
}

// Where the caret is, and the way to put it elsewhere once other words are drawn.
function useCaret(field: RefObject<HTMLTextAreaElement | null>) {
  const [caret, setCaret] = useState(0);
  const goesTo = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (goesTo.current === null) return;
    field.current?.setSelectionRange(goesTo.current, goesTo.current);
    goesTo.current = null;
  });
  const put = (place: number) => {
    goesTo.current = place;
    setCaret(place);
  };
  return { caret, setCaret, put };
}

// Draws the field anew when it gets another width: it fits its height to the words then. By itself it
// does so when the window gets one, which is before the columns around it have followed.
function useWidth(field: RefObject<HTMLTextAreaElement | null>): void {
  const [, setWidth] = useState(0);
  useLayoutEffect(() => {
    const resizing = field.current;
    if (!resizing) return;
    const resized = new ResizeObserver(() => setWidth(resizing.clientWidth));
    resized.observe(resizing);
    return () => resized.disconnect();
  }, [field]);
}

export function Field(props: FieldProps) {
  const { ref, conversation, kind, words, onWrite, onSend, onLeave } = props;
  const { enter_sends } = useSettings();
  const { drafts } = useSignedIn();
  const { id } = conversation;
  const [isFocused, setFocused] = useState(false);
  // While the field has the focus its words are this person's alone to change.
  useEffect(() => (isFocused ? drafts.hold(id, kind) : undefined), [drafts, id, kind, isFocused]);
  useWidth(ref);
  const { caret, setCaret, put } = useCaret(ref);
  const draft = kind === 'text' && isFocused ? words : null;
  const snippets = useFoundSnippets(conversation, draft, caret);
  const choose = (next: string, place: number) => {
    onWrite(next);
    put(place);
  };
  return (
    <Snippets snippets={snippets} onChoose={choose}>
      <Textarea
        ref={ref}
        aria-label={t(`composer.kind.${kind}`)}
        placeholder={placeholderOf(conversation, kind)}
        classNames={{ input: classes.input }}
        autosize
        minRows={1}
        maxRows={8}
        size="md"
        variant="unstyled"
        value={words}
        onChange={(event) => {
          onWrite(event.currentTarget.value);
          setCaret(event.currentTarget.selectionStart);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onFocus={() => setFocused(true)}
        onBlur={() => {
          setFocused(false);
          onLeave();
        }}
        onKeyDown={(event) => {
          if (snippets.isOpen || !sends(event, enter_sends)) return;
          event.preventDefault();
          onSend();
        }}
      />
    </Snippets>
  );
}
