// Ctrl-K: to a page, to somebody by codename, or to do something, by a few letters of its name.
import { Modal } from '@mantine/core';
import { Spotlight, createSpotlight, type SpotlightActionData } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { useEffect, useMemo } from 'react';
import type { Conversation } from '../api/types';
import { IconSearch } from '../icons';
import { useView } from '../inbox/use_views';
import { pagesFor } from '../pages';
import { goTo, paths } from '../route';
import { useSignedIn } from '../session/session';
import { useChangeSettings, useSettings } from '../settings/use_settings';
import { t } from '../words';
import classes from './shortcuts.module.css';
import { acts, doingOf, keyOf, type Act } from './shortcuts';

const [store, palette] = createSpotlight();

// Of these there is nothing to find: they are for the hands.
const forHandsOnly: readonly Act[] = ['next', 'previous'];
const mostShown = 30;

// Those on the lists that are kept anyway, each once.
function useKnownConversations(): Conversation[] {
  const offered = useView('offered').data;
  const mine = useView('mine').data;
  const waiting = useView('waiting').data;
  return useMemo(() => {
    const all = [...(offered ?? []), ...(mine ?? []), ...(waiting ?? [])];
    return [...new Map(all.map((one) => [one.id, one])).values()];
  }, [offered, mine, waiting]);
}

interface Group {
  group: string;
  actions: SpotlightActionData[];
}

function usePages(): Group {
  const { me } = useSignedIn();
  return {
    group: t('keys.group.pages'),
    actions: pagesFor(me.role).map((page) => ({
      id: page.path,
      label: page.title(),
      leftSection: <page.icon size={20} aria-hidden="true" />,
      onClick: () => goTo(page.path),
    })),
  };
}

function usePeople(): Group {
  return {
    group: t('keys.group.people'),
    actions: useKnownConversations().map(({ id, texter, state }) => ({
      id,
      label: texter.codename,
      description: t(`people.states.${state}`),
      onClick: () => goTo(paths.conversation(id)),
    })),
  };
}

function useActs(opened: boolean): Group {
  const { calm } = useSettings();
  const change = useChangeSettings();
  const can = opened
    ? acts.filter((act) => !forHandsOnly.includes(act) && doingOf(act) !== null)
    : [];
  return {
    group: t('keys.group.acts'),
    actions: [
      ...can.map((act) => ({
        id: act,
        label: t(`keys.act.${act}`),
        rightSection: keyOf[act],
        // Once the palette has given the focus back.
        onClick: () => setTimeout(() => doingOf(act)?.()),
      })),
      {
        id: 'calm',
        label: calm ? t('keys.fromCalm') : t('keys.toCalm'),
        onClick: () => change({ calm: !calm }),
      },
    ],
  };
}

// What the dialog is called can only be told from within it.
function SearchSection() {
  return (
    <>
      <IconSearch size={20} aria-hidden="true" />
      <Modal.Title className={classes.unseen}>{t('keys.palette')}</Modal.Title>
    </>
  );
}

export function Palette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const groups = [useActs(opened), usePeople(), usePages()].filter(
    ({ actions }) => actions.length > 0,
  );
  useEffect(() => {
    if (opened) palette.open();
    else palette.close();
  }, [opened]);
  return (
    <Spotlight
      store={store}
      actions={groups}
      shortcut={null}
      limit={mostShown}
      scrollable
      maxHeight={420}
      classNames={{ action: classes.found }}
      nothingFound={t('keys.paletteNone')}
      onSpotlightClose={onClose}
      searchProps={{
        placeholder: t('keys.paletteHint'),
        'aria-label': t('keys.palette'),
        leftSection: <SearchSection />,
      }}
    />
  );
}
