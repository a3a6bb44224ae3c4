import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { Sheet } from './sheet';

interface AskProps {
  heading: string;
  confirm: string;
  stay: string;
  onConfirm: () => void;
  onStay: () => void;
  children: ReactNode;
}

// A question before something that one may not want. Staying as it is comes first, with the focus.
export function Ask({ heading, confirm, stay, onConfirm, onStay, children }: AskProps) {
  return (
    <Sheet title={heading} onClose={onStay}>
      {children}
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" radius="xl" size="md" onClick={onStay} data-autofocus>
          {stay}
        </Button>
        <Button radius="xl" size="md" onClick={onConfirm}>
          {confirm}
        </Button>
      </Group>
    </Sheet>
  );
}
