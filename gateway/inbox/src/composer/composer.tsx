import { Button, Textarea } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import type { Conversation } from '../api/types';
import { IconNote, IconSend2 } from '../icons';
import { useSignedIn } from '../session/session';
import { t } from '../words';
import classes from './composer.module.css';
import type { DraftKind } from './drafts';
import { lengthLimit, lengthWords } from './length';

interface ComposerProps {
  conversation: Conversation;
  mayReply: boolean;
  mayNote: boolean;
  lastTypedAt: { current: number };
}

const kinds: readonly DraftKind[] = ['text', 'note'];

interface ModeProps {
  kind: DraftKind;
  allowed: readonly DraftKind[];
  onChoose: (kind: DraftKind) => void;
}

function Mode({ kind, allowed, onChoose }: ModeProps) {
  return (
    <div role="group" aria-label={t('composer.mode')} className={classes.modes}>
      {kinds.map((choice) => (
        <label key={choice} className={classes.mode}>
          <input
            type="radio"
            name="mode"
            checked={kind === choice}
            disabled={!allowed.includes(choice)}
            onChange={() => onChoose(choice)}
          />
          {t(`composer.kind.${choice}`)}
        </label>
      ))}
    </div>
  );
}

// The words in the making, kept as they are typed.
function useDraft(conversation: string, kind: DraftKind) {
  const { drafts } = useSignedIn();
  const [, renew] = useState(0);
  const write = (text: string) => {
    drafts.write(conversation, kind, text);
    renew((count) => count + 1);
  };
  return [drafts.read(conversation, kind), write] as const;
}

function sends(event: KeyboardEvent): boolean {
  return (
    event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing
  );
}

export function Composer({ conversation, mayReply, mayNote, lastTypedAt }: ComposerProps) {
  const { outgoing } = useSignedIn();
  const allowed = kinds.filter((kind) => (kind === 'text' ? mayReply : mayNote));
  const [wanted, setWanted] = useState<DraftKind>('text');
  const kind = allowed.includes(wanted) ? wanted : (allowed[0] ?? 'note');
  const [draft, write] = useDraft(conversation.id, kind);
  const length = lengthWords(draft);
  const ready = draft.trim() !== '' && draft.length <= lengthLimit;
  const note = kind === 'note';

  const send = () => {
    if (!ready) return;
    outgoing.send(conversation.id, kind, draft.trim());
    write('');
    // The hands are off the keys: what comes next may scroll into view.
    lastTypedAt.current = 0;
  };
  return (
    <div className={classes.composer} data-kind={kind}>
      <Textarea
        aria-label={t(`composer.kind.${kind}`)}
        placeholder={
          note
            ? t('composer.noteHint')
            : t('composer.replyHint', { codename: conversation.texter.codename })
        }
        classNames={{ input: classes.input }}
        autosize
        minRows={1}
        maxRows={8}
        size="md"
        variant="unstyled"
        value={draft}
        onChange={(event) => {
          lastTypedAt.current = Date.now();
          write(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (!sends(event)) return;
          event.preventDefault();
          send();
        }}
      />
      <div className={classes.below}>
        <Mode kind={kind} allowed={allowed} onChoose={setWanted} />
        <span className={classes.hint} data-over={draft.length > lengthLimit || undefined}>
          {length ?? (note ? t('composer.noteShortcut') : t('composer.shortcut'))}
        </span>
        <Button
          radius="xl"
          size="md"
          className={classes.send}
          disabled={!ready}
          onClick={send}
          rightSection={note ? <IconNote size={18} /> : <IconSend2 size={18} />}
        >
          {note ? t('composer.addNote') : t('composer.send')}
        </Button>
      </div>
    </div>
  );
}
