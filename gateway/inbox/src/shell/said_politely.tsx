// What comes elsewhere than in the open thread, for a screen reader to say when there is a pause: who
// is offered, whose new text is there, and what is told politely. Never the words of a text.
import { VisuallyHidden } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useView } from '../inbox/use_views';
import { notices } from '../notices';
import { conversationAt, usePath } from '../route';
import { useSignedIn } from '../session/session';
import { t } from '../words';
import { heardBetween, type Heard, type Lists } from './newly_heard';

function sentenceOf({ kind, conversation }: Heard): string {
  if (kind === 'offered') return t('notices.offeredToYou');
  return t('notices.newTextFrom', { codename: conversation.texter.codename });
}

export function SaidPolitely() {
  const { me } = useSignedIn();
  const open = conversationAt(usePath());
  const offered = useView('offered').data;
  const mine = useView('mine').data;
  const known = useRef<Lists | null>(null);
  const [said, setSaid] = useState({ nth: 0, words: '' });
  const say = useCallback((words: string) => setSaid(({ nth }) => ({ nth: nth + 1, words })), []);
  useEffect(() => notices.onPolite(say), [say]);
  useEffect(() => {
    if (!offered || !mine) return;
    const now = { offered: offered.filter(({ offered_to }) => offered_to === me.id), mine };
    const before = known.current ?? now;
    known.current = now;
    // Of what is open the thread tells, with its words.
    const heard = heardBetween(before, now).filter(({ conversation }) => conversation.id !== open);
    if (heard.length === 0) return;
    say(heard.map(sentenceOf).join(' '));
  }, [offered, mine, me.id, open, say]);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {/* Another element each time: the same words are said again. */}
      <span key={said.nth}>{said.words}</span>
    </VisuallyHidden>
  );
}
