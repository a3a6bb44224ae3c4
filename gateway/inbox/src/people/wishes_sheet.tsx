// The form in which somebody notes what a texter wishes for.
import { Button, Checkbox, Group } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { actions } from '../api/calls';
import type { Conversation, Wish } from '../api/types';
import { useAct } from '../actions/use_act';
import { useLine } from '../inbox/use_views';
import { Sheet } from '../sheet';
import { useExperiences } from '../staff/use_staff';
import { useNewest } from '../thread/use_conversation';
import { t } from '../words';
import { languageName } from '../words/languages';
import classes from './people.module.css';
import { usePeers } from './use_peers';
import {
  changedBy,
  experienceWish,
  findWish,
  languageWish,
  whoTalked,
  wishNot,
  withoutWish,
  withWish,
} from './wishes';

interface Choice {
  wish: Wish;
  label: string;
}

interface PartProps {
  heading: string;
  lead: string;
  choices: readonly Choice[];
  chosen: readonly Wish[];
  onChoose: (wishes: Wish[]) => void;
  // What else there is to say about one that is chosen.
  more?: (choice: Choice) => ReactNode;
}

function Part({ heading, lead, choices, chosen, onChoose, more }: PartProps) {
  if (choices.length === 0) return null;
  return (
    <fieldset className={classes.wishPart}>
      <legend>{heading}</legend>
      <p>{lead}</p>
      {choices.map((choice) => {
        const { wish, label } = choice;
        const noted = findWish(chosen, wish);
        return (
          <div key={`${wish.value} ${wish.not}`} className={classes.wishChoice}>
            <Checkbox
              label={label}
              checked={noted !== undefined}
              onChange={() =>
                onChoose(noted ? withoutWish(chosen, wish) : withWish(chosen, wish))
              }
            />
            {noted && more?.(choice)}
          </div>
        );
      })}
    </fieldset>
  );
}

// All that there is to choose from, with what is noted already and nobody could choose any more.
function useChoices(conversation: Conversation) {
  const known = useExperiences();
  const languages = useLine(conversation.line)?.languages ?? [];
  const people = usePeers(conversation.line);
  const { texts } = useNewest(conversation.id);
  const noted = conversation.wishes;
  const values = (kind: Wish['kind'], all: readonly string[]) => [
    ...new Set([...all, ...noted.filter((one) => one.kind === kind).map(({ value }) => value)]),
  ];
  const notWanted = noted.flatMap(({ not }) => (not === undefined ? [] : [not]));
  const here = whoTalked(texts, conversation.owner).filter((id) =>
    people.some((peer) => peer.id === id),
  );
  const nameOf = (id: string) => people.find((peer) => peer.id === id)?.name ?? t('people.peer');
  return {
    experiences: values(
      'experience',
      known.map(({ name }) => name),
    ).map((name) => ({ wish: experienceWish(name), label: name })),
    languages: values('language', languages).map((tag) => ({
      wish: languageWish(tag),
      label: languageName(tag),
    })),
    others: [...new Set([...here, ...notWanted])].map((id) => ({
      wish: wishNot(id),
      label: t('people.wishNot', { name: nameOf(id) }),
    })),
  };
}

interface WishesProps {
  conversation: Conversation;
  onDone: () => void;
}

export function WishesSheet({ conversation, onDone }: WishesProps) {
  const act = useAct(conversation.id);
  const choices = useChoices(conversation);
  const [before] = useState(conversation.wishes);
  const [chosen, setChosen] = useState<Wish[]>(before);
  const save = () => {
    const wishes = changedBy(before, chosen, conversation.wishes);
    act.mutate(
      { act: () => actions.wish(conversation.id, wishes), done: t('people.wish.done') },
      { onSuccess: onDone },
    );
  };
  const parts = { chosen, onChoose: setChosen };
  // Of languages and people the texter never takes another than they asked for.
  const only = ({ wish, label }: Choice) => (
    <Checkbox
      label={t('people.wish.only')}
      aria-label={t('people.wish.onlyName', { wish: label })}
      checked={findWish(chosen, wish)?.only === true}
      onChange={(event) =>
        setChosen(withWish(chosen, { ...wish, only: event.currentTarget.checked }))
      }
    />
  );
  const { experiences, languages, others } = choices;
  return (
    <Sheet
      title={t('people.wish.heading', { codename: conversation.texter.codename })}
      onClose={onDone}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Part
          heading={t('people.wish.experience')}
          lead={t('people.wish.experienceLead')}
          choices={experiences}
          more={only}
          {...parts}
        />
        <Part
          heading={t('people.wish.language')}
          lead={t('people.wish.languageLead')}
          choices={languages}
          {...parts}
        />
        <Part
          heading={t('people.wish.others')}
          lead={t('people.wish.othersLead')}
          choices={others}
          {...parts}
        />
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" radius="xl" size="md" onClick={onDone}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" radius="xl" size="md" loading={act.isPending}>
            {t('people.wish.confirm')}
          </Button>
        </Group>
      </form>
    </Sheet>
  );
}
