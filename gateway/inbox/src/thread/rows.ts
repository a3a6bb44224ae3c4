// A thread as rows of the screen: days, texts in runs, notes, and what happened.
import type { Text } from '../api/types';
import { happeningWords } from '../words/happenings';
import { sameDay } from '../words/times';

export type Row =
  // The line under which earlier conversations are folded.
  | { kind: 'earlier'; key: string; shown: boolean }
  | { kind: 'day'; key: string; at: string }
  // `first` and `last` of a run: texts by one author, close in time, that belong together.
  | { kind: 'text'; key: string; text: Text; first: boolean; last: boolean }
  | { kind: 'note'; key: string; text: Text }
  | { kind: 'event'; key: string; text: Text };

const runMs = 5 * 60_000;

// A text that was sent from here has the same key before and after the service knows it.
export function keyOf(text: Text): string {
  return text.client_id ?? text.id;
}

function together(one: Text | undefined, other: Text | undefined): boolean {
  if (one?.kind !== 'text' || other?.kind !== 'text') return false;
  return (
    one.direction === other.direction &&
    one.author === other.author &&
    one.automatic === other.automatic &&
    sameDay(one.at, other.at) &&
    Math.abs(Date.parse(other.at) - Date.parse(one.at)) < runMs
  );
}

function rowOf(texts: readonly Text[], index: number, text: Text): Row {
  switch (text.kind) {
    case 'text':
      return {
        kind: 'text',
        key: keyOf(text),
        text,
        first: !together(texts[index - 1], text),
        last: !together(text, texts[index + 1]),
      };
    case 'note':
      return { kind: 'note', key: text.id, text };
    case 'event':
      return { kind: 'event', key: text.id, text };
  }
}

// What a newer service tells of, and we have no words for, is left out.
function isShown(text: Text): boolean {
  return text.kind !== 'event' || (text.event !== null && happeningWords(text.event, '') !== null);
}

const cameAgain = (text: Text) => text.event?.kind === 'text.came_again';

// `texts` in the order of time. That some are from the carrier's record is said once.
export function rowsOf(texts: readonly Text[]): Row[] {
  const saysSo = texts.find(cameAgain);
  const shown = texts.filter((text) => isShown(text) && (text === saysSo || !cameAgain(text)));
  return shown.flatMap((text, index) => {
    const before = shown[index - 1];
    const row = rowOf(shown, index, text);
    if (before && sameDay(before.at, text.at)) return [row];
    return [{ kind: 'day', key: `day ${text.id}`, at: text.at }, row];
  });
}

// Where the conversation's own texts begin among those of its thread; 0 where none of them is there
// yet, for then all that is there came after it.
function beginOf(texts: readonly Text[], conversation: string): number {
  return Math.max(
    0,
    texts.findIndex((text) => text.conversation === conversation),
  );
}

// Whether the thread has earlier conversations than this one, as far as `texts` tell.
export function hasEarlier(
  texts: readonly Text[],
  conversation: string,
  hasOlderPage: boolean,
): boolean {
  const first = texts[0];
  if (!first) return false;
  const begins =
    first.conversation === conversation && first.event?.kind === 'conversation.started';
  return beginOf(texts, conversation) > 0 || (begins && hasOlderPage);
}

// The rows of one conversation, with what came after it, and under a line what was before it.
export function foldedRows(
  texts: readonly Text[],
  conversation: string,
  folds: { hasOlderPage: boolean; shown: boolean },
): Row[] {
  if (!hasEarlier(texts, conversation, folds.hasOlderPage)) return rowsOf(texts);
  const begin = beginOf(texts, conversation);
  const line: Row = { kind: 'earlier', key: 'earlier', shown: folds.shown };
  const before = folds.shown ? rowsOf(texts.slice(0, begin)) : [];
  return [...before, line, ...rowsOf(texts.slice(begin))];
}

// How many texts and notes by others came after the one with this key.
export function newSince(texts: readonly Text[], key: string | undefined, me: string): number {
  const at = texts.map(keyOf).lastIndexOf(key ?? '');
  if (at === -1) return 0;
  return texts.slice(at + 1).filter((text) => text.kind !== 'event' && text.author !== me).length;
}
