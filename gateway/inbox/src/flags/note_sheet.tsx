// The form in which somebody says why they raise or clear a flag.
import { Button, Group, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Sheet } from '../sheet';
import { t } from '../words';
import classes from './flags.module.css';

interface NoteSheetProps {
  heading: string;
  lead?: ReactNode;
  confirm: string;
  busy: boolean;
  onCancel: () => void;
  onConfirm: (note: string) => void;
}

export function NoteSheet({ heading, lead, confirm, busy, onCancel, onConfirm }: NoteSheetProps) {
  const [note, setNote] = useState('');
  const ready = note.trim() !== '';
  return (
    <Sheet title={heading} onClose={onCancel}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onConfirm(note.trim());
        }}
      >
        {lead !== undefined && <p className={classes.lead}>{lead}</p>}
        <Textarea
          label={t('flags.noteLabel')}
          description={t('flags.noteHint')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={1600}
          data-autofocus
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" radius="xl" size="md" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" radius="xl" size="md" disabled={!ready} loading={busy}>
            {confirm}
          </Button>
        </Group>
      </form>
    </Sheet>
  );
}
