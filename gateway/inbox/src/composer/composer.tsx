import { Button } from '@mantine/core';
import { memo, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Conversation } from '../api/types';
import { IconNote, IconSend2 } from '../icons';
import { useSignedIn } from '../session/session';
import { useSettings } from '../settings/use_settings';
import { useShortcut } from '../shortcuts/shortcuts';
import { t } from '../words';
import { AskBeforeSending } from './ask_before_sending';
import { boxAtFirst, boxFrom } from './box';
import classes from './composer.module.css';
import type { DraftKind } from './drafts';
import { Field } from './field';
import { lengthLimit, lengthWords } from './length';
import { DearLine, segmentWords } from './length_line';
import { OtherWords } from './other_words';
import { useDraftWords } from './use_draft';

// What of a conversation matters to whoever writes in it. A text that comes in changes none of it.
export type WrittenIn = Pick<
  Conversation,
  'id' | 'texter' | 'line' | 'language' | 'owner' | 'owner_name'
>;

interface ComposerProps {
  conversation: WrittenIn;
  mayReply: boolean;
  mayNote: boolean;
  // It went to somebody else while this person was writing: nothing can be sent from here now.
  moved: Moved | null;
  lastTypedAt: { current: number };
}

export interface Moved {
  // Who has it; null where that is not known.
  to: string | null;
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

function shortcutWords(kind: DraftKind, enterSends: boolean): string {
  if (enterSends) return kind === 'note' ? t('composer.noteEnter') : t('composer.enter');
  return kind === 'note' ? t('composer.noteShortcut') : t('composer.shortcut');
}

function Hint({ kind, words }: { kind: DraftKind; words: string }) {
  const { enter_sends } = useSettings();
  const shortcut = shortcutWords(kind, enter_sends);
  const segments = kind === 'note' ? null : segmentWords(words);
  return (
    <span className={classes.hint} data-over={words.length > lengthLimit || undefined}>
      {lengthWords(words) ?? segments ?? shortcut}
    </span>
  );
}

// `r` and `n` lead into the field, once it is the one for that.
function useKeysToField(
  field: RefObject<HTMLTextAreaElement | null>,
  allowed: readonly DraftKind[],
  choose: (kind: DraftKind) => void,
): void {
  const write = (kind: DraftKind) => () => {
    choose(kind);
    field.current?.focus();
  };
  useShortcut('reply', allowed.includes('text') ? write('text') : null);
  useShortcut('note', allowed.includes('note') ? write('note') : null);
}

// What the box takes. `settle` is for whoever leaves the field.
function useBox({ conversation, mayReply, mayNote, moved }: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const reply = useDraftWords(conversation.id, 'text') !== '';
  const note = useDraftWords(conversation.id, 'note') !== '';
  const allowed = kinds.filter((kind) => (kind === 'text' ? mayReply : mayNote));
  const begun = kinds.filter((kind) => (kind === 'text' ? reply : note));
  const [box, setBox] = useState(() => boxAtFirst({ allowed, begun }));
  const settle = () => {
    // The field keeps the focus while another window has the keyboard: it is in hand all the same.
    const inHand = field.current !== null && field.current === document.activeElement;
    if (!moved) setBox((before) => boxFrom(before, { allowed, begun }, inHand));
  };
  // Before anybody sees the box as it was.
  // eslint-disable-next-line react-hooks/exhaustive-deps -- when one of these has changed
  useLayoutEffect(settle, [mayReply, mayNote, reply, note, moved]);
  const choose = (kind: DraftKind) => setBox({ kind, isChosen: true });
  return { field, kind: box.kind, allowed, choose, settle };
}

// Whether a reply became possible while the box took a note, and still does.
function useCanReplyNow(kind: DraftKind, mayReply: boolean): boolean {
  const [couldNot, setCouldNot] = useState(false);
  const stoodIn = kind === 'note' && (couldNot || !mayReply);
  if (stoodIn !== couldNot) setCouldNot(stoodIn);
  return stoodIn && mayReply;
}

// The words in the making.
function useWriting({ id }: WrittenIn, kind: DraftKind, lastTypedAt: { current: number }) {
  const { drafts, viewers } = useSignedIn();
  const words = useDraftWords(id, kind);
  const write = (next: string) => {
    lastTypedAt.current = Date.now();
    viewers.type();
    drafts.write(id, kind, next);
  };
  return { words, write };
}

// Whether it is with somebody else than when these words were begun: then sending asks first.
function useHasMovedSince(conversation: WrittenIn, words: string): [boolean, () => void] {
  const { me } = useSignedIn();
  const { owner } = conversation;
  const begunWith = useRef(owner);
  const isEmpty = words === '';
  useEffect(() => {
    if (isEmpty) begunWith.current = owner;
  }, [isEmpty, owner]);
  const isMoved = () => owner !== null && owner !== me.id && owner !== begunWith.current;
  const accept = () => {
    begunWith.current = owner;
  };
  return [isMoved(), accept];
}

function useSending(props: ComposerProps, kind: DraftKind, words: string) {
  const { outgoing, drafts, viewers } = useSignedIn();
  const { conversation, moved, lastTypedAt } = props;
  const [hasMoved, accept] = useHasMovedSince(conversation, words);
  const [asking, setAsking] = useState(false);
  const sendNow = () => {
    setAsking(false);
    accept();
    const taken = drafts.sendOff(conversation.id, kind);
    if (taken) {
      const { id: clientId, words: body } = taken;
      outgoing.send(conversation.id, kind, body, { clientId, owner: conversation.owner });
    }
    viewers.rest();
    // The hands are off the keys: what comes next may scroll into view.
    lastTypedAt.current = 0;
  };
  const send = () => {
    if (moved || (hasMoved && kind === 'text')) setAsking(true);
    else sendNow();
  };
  return { send, sendNow, asking, stay: () => setAsking(false) };
}

// Drawn anew for what concerns it alone: to measure the field costs more than to show a text.
export const Composer = memo(function Composer(props: ComposerProps) {
  const { conversation, mayReply, moved, lastTypedAt } = props;
  const { field, kind, allowed, choose, settle } = useBox(props);
  const button = useRef<HTMLButtonElement>(null);
  const { words, write } = useWriting(conversation, kind, lastTypedAt);
  const { send, sendNow, asking, stay } = useSending(props, kind, words);
  const isAllowed = moved !== null || allowed.includes(kind);
  const ready = isAllowed && words.trim() !== '' && words.length <= lengthLimit;
  useKeysToField(field, allowed, choose);
  const note = kind === 'note';
  const canReplyNow = useCanReplyNow(kind, mayReply) && !moved;
  const writeHere = (next: string) => {
    choose(kind);
    write(next);
  };
  const sendIfReady = () => {
    if (!ready) return;
    choose(kind);
    // With nothing left to send the button has no focus: what is typed next would be single keys.
    if (document.activeElement === button.current) field.current?.focus();
    send();
  };
  return (
    <div className={classes.composer} data-kind={kind}>
      <OtherWords conversation={conversation.id} kind={kind} />
      <Field
        ref={field}
        conversation={conversation}
        kind={kind}
        words={words}
        onWrite={writeHere}
        onSend={sendIfReady}
        onLeave={settle}
      />
      {!note && <DearLine words={words} onPlain={writeHere} />}
      {canReplyNow && (
        <div className={classes.again} role="status">
          {t('composer.canReplyNow')}
        </div>
      )}
      <div className={classes.below}>
        <Mode kind={kind} allowed={allowed} onChoose={choose} />
        <Hint kind={kind} words={words} />
        <Button
          ref={button}
          radius="xl"
          size="md"
          className={classes.send}
          disabled={!ready}
          // Whoever is in the field stays there.
          onMouseDown={(event) => event.preventDefault()}
          onClick={sendIfReady}
          rightSection={note ? <IconNote size={18} /> : <IconSend2 size={18} />}
        >
          {note ? t('composer.addNote') : t('composer.send')}
        </Button>
      </div>
      {asking && (
        <AskBeforeSending
          conversation={conversation}
          kind={kind}
          moved={moved}
          field={field}
          onSend={sendNow}
          onStay={stay}
        />
      )}
    </div>
  );
});
