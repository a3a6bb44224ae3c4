// Everything that lives as long as somebody is signed in: drafts, texts on their way, live feed.
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import {
  Fragment,
  useCallback,
  useEffect,
  useInsertionEffect,
  useLayoutEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import { conversations, drafts as draftCalls } from '../api/calls';
import { setCsrfToken } from '../api/http';
import { keys } from '../api/keys';
import { asProblem } from '../api/problem';
import type { Session, Text } from '../api/types';
import { Drafts } from '../composer/drafts';
import { Outgoing, type OutgoingText } from '../composer/outgoing';
import { pullIfSent, useKeptDrafts } from '../composer/use_kept_drafts';
import { after, useLiveFeed } from '../live/use_live_feed';
import { keepSentText } from '../thread/kept_thread';
import { useAppliedSettings } from '../settings/apply_settings';
import { useTelling, useTellingUnsent, type Tell } from '../telling/use_telling';
import { useLanguage } from '../words/language';
import { SignedInContext, staffStore } from './session';

function post(text: OutgoingText) {
  switch (text.kind) {
    case 'text':
      return conversations.sendText(text.conversation, text.body, text.clientId, text.owner);
    case 'note':
      return conversations.addNote(text.conversation, text.body, text.clientId);
  }
}

// Who learns by this that nobody is signed in any more, or anew, asks who it is.
async function postOrAsk(client: QueryClient, text: OutgoingText): Promise<Text> {
  try {
    return await post(text);
  } catch (error) {
    if (asProblem(error).isOfSignIn) void client.invalidateQueries({ queryKey: keys.session });
    throw error;
  }
}

function deskOf(
  staff: string,
  client: QueryClient,
  onFailed: (text: OutgoingText) => void,
) {
  const store = staffStore(staff);
  const { save, all: load } = draftCalls;
  const newId = () => crypto.randomUUID();
  const drafts = new Drafts({ store, save, load, after, newId });
  const outgoing = new Outgoing({
    store,
    post: (text) => postOrAsk(client, text),
    onKept: (conversation, text) => keepSentText(client, conversation, text),
    onGone: ({ conversation, kind }) => drafts.arrived(conversation, kind),
    onFailed,
    newId,
    now: () => new Date(),
    after,
  });
  return { drafts, outgoing };
}

export function Desk({ session, children }: { session: Session; children: ReactNode }) {
  const client = useQueryClient();
  const me = session.staff;
  const { settings } = session;
  const tellUnsent = useTellingUnsent(settings);
  const [kept] = useState(() => deskOf(me.id, client, tellUnsent));
  // Before anything below writes.
  useInsertionEffect(() => setCsrfToken(session.csrf), [session.csrf]);
  const language = useLanguage();
  useAppliedSettings(settings);
  const tell = useTelling(me.id, settings);
  const hear = useCallback<Tell>(
    (event, said, now) => {
      tell(event, said, now);
      pullIfSent(kept.drafts, me.id, event);
    },
    [tell, kept, me.id],
  );
  const { connection, viewers } = useLiveFeed(me.id, session.seq, hear);

  // So that it has stopped before the token is another person's.
  useLayoutEffect(() => {
    kept.drafts.start();
    kept.outgoing.start();
    return () => {
      kept.drafts.stop();
      kept.outgoing.stop();
    };
  }, [kept]);

  useKeptDrafts(kept.drafts, kept.outgoing, connection);

  useEffect(() => {
    if (connection === 'live') kept.outgoing.connectionIsBack();
  }, [connection, kept]);

  const signedIn = useMemo(
    () => ({ me, settings, connection, viewers, ...kept }),
    [me, settings, connection, viewers, kept],
  );
  return (
    <SignedInContext value={signedIn}>
      <Fragment key={language}>{children}</Fragment>
    </SignedInContext>
  );
}
