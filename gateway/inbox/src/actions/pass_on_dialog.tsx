// The form in which a conversation is given to somebody: a person, and a word for them.
import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Peer } from '../api/types';
import { PersonPicker } from '../people/person_picker';
import { Sheet } from '../sheet';
import { t } from '../words';
import { useKeptNote } from './kept_note';

const queueChoice = 'queue';

interface PassOnProps {
  // What is passed on: the word for it is kept until that is done.
  conversations: readonly string[];
  heading: string;
  confirm: string;
  people: readonly Peer[];
  // Whether nobody in particular may be chosen.
  toQueue: boolean;
  // Whether those may be chosen who could not take it now.
  anyone: boolean;
  busy: boolean;
  onCancel: () => void;
  // `to` is null for the queue.
  onPassOn: (to: Peer | null, note: string) => void;
}

export function PassOnDialog(props: PassOnProps) {
  const [chosen, setChosen] = useState('');
  const [note, setNote] = useKeptNote(props.conversations);
  const person = props.people.find((peer) => peer.id === chosen) ?? null;
  const ready = person !== null || (props.toQueue && chosen === queueChoice);
  const queue = {
    value: queueChoice,
    name: t('actions.backToQueue'),
    lead: t('actions.backToQueueLead'),
  };
  return (
    <Sheet title={props.heading} onClose={props.onCancel}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) props.onPassOn(person, note.trim());
        }}
      >
        <PersonPicker
          label={t('actions.handOffTo')}
          people={props.people}
          chosen={chosen}
          onChoose={setChosen}
          anyone={props.anyone}
          first={props.toQueue ? queue : null}
        />
        <Textarea
          mt="md"
          label={t('actions.noteLabel')}
          placeholder={t('actions.noteHint')}
          autosize
          minRows={2}
          maxRows={6}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" radius="xl" size="md" onClick={props.onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" radius="xl" size="md" disabled={!ready} loading={props.busy}>
            {props.confirm}
          </Button>
        </Group>
      </form>
    </Sheet>
  );
}
