import { Menu, UnstyledButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { countKeptNotes, forgetAllNotes } from '../actions/kept_note';
import { session } from '../api/calls';
import { asProblem } from '../api/problem';
import { Ask } from '../ask';
import { IconLogout, IconSettings } from '../icons';
import { useMyOpenCount } from '../inbox/use_views';
import { Link } from '../link';
import { notices } from '../notices';
import { Face } from '../people/face';
import { signedOut } from '../query_client';
import { goTo, paths } from '../route';
import { t } from '../words';
import { useSignedIn } from './session';

// Leaves, and with it everything that this person wrote here and did not send.
function useSignOut() {
  const client = useQueryClient();
  const { me, drafts, outgoing } = useSignedIn();
  return async () => {
    try {
      await session.signOut();
    } catch (error) {
      if (asProblem(error).status !== 401) {
        notices.refused(error);
        return;
      }
    }
    drafts.forgetAll();
    outgoing.forgetAll();
    forgetAllNotes(me.id);
    signedOut();
    client.removeQueries({ predicate: (query) => query.state.data !== null });
    goTo(paths.signIn);
  };
}

export function AccountMenu() {
  const { me, drafts, outgoing } = useSignedIn();
  const open = useMyOpenCount();
  const signOut = useSignOut();
  const [asking, setAsking] = useState(false);
  const unsent = () => drafts.countUnsaved() + outgoing.count() + countKeptNotes(me.id);
  const leave = async () => {
    // What the service has by then is there at the next sign-in.
    await drafts.flush();
    if (unsent() > 0 || open > 0) setAsking(true);
    else await signOut();
  };
  return (
    <>
      <Menu position="bottom-end" width={220} shadow="md">
        <Menu.Target>
          <UnstyledButton aria-label={me.name}>
            <Face name={me.name} size={38} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {me.name}, {t(`people.${me.role}`)}
          </Menu.Label>
          <Menu.Item
            component={Link}
            href={paths.settings}
            leftSection={<IconSettings size={18} />}
          >
            {t('settings.heading')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={18} />} onClick={() => void leave()}>
            {t('session.signOut.action')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking && (
        <Ask
          heading={t('session.signOut.heading')}
          confirm={t('session.signOut.action')}
          stay={t('session.signOut.stay')}
          onConfirm={() => void signOut()}
          onStay={() => setAsking(false)}
        >
          {open > 0 && <p>{t('session.signOut.returns', { count: open })}</p>}
          {unsent() > 0 && <p>{t('session.signOut.drafts', { count: unsent() })}</p>}
        </Ask>
      )}
    </>
  );
}
