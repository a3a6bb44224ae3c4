import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './sheet.module.css';

interface SheetProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

// A dialog over the page. Escape and a click beside it close it.
export function Sheet({ title, onClose, children }: SheetProps) {
  return (
    <Modal.Root opened onClose={onClose} centered size={460}>
      <Modal.Overlay backgroundOpacity={0.45} />
      <Modal.Content className={classes.sheet}>
        <Modal.Title className={classes.title}>{title}</Modal.Title>
        <Modal.Body className={classes.body}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
