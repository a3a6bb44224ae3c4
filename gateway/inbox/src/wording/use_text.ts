// One text while it is being changed: what is written, and what is done with that.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { wordingCalls, wordingKeys, type AutomaticText } from '../api/wording';
import { notices } from '../notices';
import { t } from '../words';
import type { Unsaved, Which } from './unsaved';

export function useText(which: Which, text: AutomaticText, unsaved: Unsaved, onTouch: () => void) {
  const client = useQueryClient();
  const [kept, setKept] = useState(() => unsaved.read(which));
  const words = kept?.words ?? text.words;
  const write = (now: string) => {
    const changed = { words: now, began: kept?.began ?? text.words };
    unsaved.write(which, changed);
    setKept(now === text.words ? null : changed);
    onTouch();
  };
  const undo = () => {
    unsaved.forget(which);
    setKept(null);
    onTouch();
  };
  const settled = async (said: string) => {
    await client.invalidateQueries({ queryKey: wordingKeys.wording(which.line) });
    undo();
    notices.tell(said);
  };
  const save = useMutation({
    mutationFn: () => wordingCalls.say(which.line, which.language, which.name, words),
    onSuccess: () => settled(t('wording.saved')),
    onError: (error) => notices.refused(error),
  });
  const reset = useMutation({
    mutationFn: () => wordingCalls.reset(which.line, which.language, which.name),
    onSuccess: () => settled(t('wording.resetDone')),
    onError: (error) => notices.refused(error),
  });
  // Neither what was there, nor what is being saved.
  const changedSince = kept !== null && kept.began !== text.words && kept.words !== text.words;
  return { words, isChanged: kept !== null, changedSince, write, undo, save, reset };
}
