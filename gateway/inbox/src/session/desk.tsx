// Everything that lives as long as somebody is signed in: drafts, texts on their way, live feed.
import { useQueryClient } from '@tanstack/react-query';
import { Fragment, useEffect, useMemo, useState, type ReactNode } from 'react';
import { conversations } from '../api/calls';
import type { Session } from '../api/types';
import { Drafts } from '../composer/drafts';
import { Outgoing, type OutgoingText } from '../composer/outgoing';
import { useLiveFeed } from '../live/use_live_feed';
import { keepSentText } from '../thread/kept_thread';
import { useLanguage } from '../words/language';
import { SignedInContext, staffStore } from './session';

function post(text: OutgoingText) {
  switch (text.kind) {
    case 'text':
      return conversations.sendText(text.conversation, text.body, text.clientId);
    case 'note':
      return conversations.addNote(text.conversation, text.body);
  }
}

export function Desk({ session, children }: { session: Session; children: ReactNode }) {
  const client = useQueryClient();
  const me = session.staff;
  const [kept] = useState(() => {
    const store = staffStore(me.id);
    const outgoing = new Outgoing({
      store,
      post,
      onKept: (conversation, text) => keepSentText(client, conversation, text),
      newId: () => crypto.randomUUID(),
      now: () => new Date(),
    });
    return { drafts: new Drafts(store), outgoing };
  });
  const language = useLanguage();
  const connection = useLiveFeed(me.id, session.seq);

  useEffect(() => {
    if (connection === 'live') kept.outgoing.connectionIsBack();
  }, [connection, kept]);

  const signedIn = useMemo(() => ({ me, connection, ...kept }), [me, connection, kept]);
  return (
    <SignedInContext value={signedIn}>
      <Fragment key={language}>{children}</Fragment>
    </SignedInContext>
  );
}
