// The word that goes with a conversation to whoever gets it next. It is in this browser as it is
// typed, for this person and this conversation, until they have got it.
import { useState } from 'react';
import { staffStore, useSignedIn } from '../session/session';

const prefix = 'pass_on.';
const nameOf = (conversation: string) => prefix + conversation;

// One word may go with several.
export function useKeptNote(conversations: readonly string[]): [string, (note: string) => void] {
  const { me } = useSignedIn();
  const [note, setNote] = useState(() => {
    const store = staffStore(me.id);
    const [first = '', ...others] = conversations.map((one) => store.get(nameOf(one)) ?? '');
    return others.every((other) => other === first) ? first : '';
  });
  const write = (next: string) => {
    setNote(next);
    const store = staffStore(me.id);
    for (const one of conversations) {
      if (next === '') store.remove(nameOf(one));
      else store.set(nameOf(one), next);
    }
  };
  return [note, write];
}

export function forgetNote(staff: string, conversation: string): void {
  staffStore(staff).remove(nameOf(conversation));
}

const keptNames = (staff: string) =>
  staffStore(staff)
    .names()
    .filter((name) => name.startsWith(prefix));

export function countKeptNotes(staff: string): number {
  return keptNames(staff).length;
}

export function forgetAllNotes(staff: string): void {
  for (const name of keptNames(staff)) staffStore(staff).remove(name);
}
