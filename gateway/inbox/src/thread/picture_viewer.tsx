import { ActionIcon, Button, Modal } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { pictures } from '../api/calls';
import { IconChevronLeft, IconChevronRight, IconEye, IconEyeOff, IconX } from '../icons';
import { t } from '../words';
import type { PictureProps } from './picture';
import classes from './picture.module.css';

interface ViewerProps {
  all: readonly PictureProps[];
  // Which one; null while it is closed: it has to stay, to give the keyboard back.
  at: number | null;
  onMove: (at: number) => void;
  onClose: () => void;
}

interface ControlProps {
  name: string;
  // Null: there is nothing to do. It stays all the same, so that the keyboard does.
  onClick: (() => void) | null;
  children: ReactNode;
}

function Control({ name, onClick, children }: ControlProps) {
  return (
    <ActionIcon
      variant="default"
      size={44}
      radius="xl"
      aria-label={name}
      aria-disabled={onClick === null}
      data-disabled={onClick === null || undefined}
      onClick={() => onClick?.()}
    >
      {children}
    </ActionIcon>
  );
}

function Stage({ picture }: { picture: PictureProps }) {
  const { text, index, name, covered, onCover } = picture;
  return (
    <div className={classes.stage} data-covered={covered || undefined}>
      <img src={pictures.path(text, index)} alt={covered ? '' : name} />
      {covered && (
        // For the hand; the keyboard has the one above.
        <Button
          className={classes.stageShow}
          leftSection={<IconEye size={20} aria-hidden="true" />}
          tabIndex={-1}
          aria-hidden="true"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onCover(false)}
        >
          {t('pictures.show')}
        </Button>
      )}
    </div>
  );
}

function Viewer({ all, at, onMove, onClose }: ViewerProps & { at: number }) {
  const to = (by: number) => (all[at + by] ? () => onMove(at + by) : null);
  useWindowEvent('keydown', (event) => {
    if (event.key === 'ArrowLeft') to(-1)?.();
    if (event.key === 'ArrowRight') to(1)?.();
  });
  const picture = all[at];
  if (!picture) return null;
  const { name, covered, onCover } = picture;
  const Eye = covered ? IconEye : IconEyeOff;
  return (
    <>
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.bar}>
          <Modal.Title className={classes.title}>{name}</Modal.Title>
          <Control
            name={covered ? t('pictures.covered', { picture: name }) : t('pictures.cover')}
            onClick={() => onCover(!covered)}
          >
            <Eye size={22} aria-hidden="true" />
          </Control>
          {all.length > 1 && (
            <>
              <Control name={t('pictures.previous')} onClick={to(-1)}>
                <IconChevronLeft size={24} aria-hidden="true" />
              </Control>
              <Control name={t('pictures.next')} onClick={to(1)}>
                <IconChevronRight size={24} aria-hidden="true" />
              </Control>
            </>
          )}
          <Control name={t('pictures.close')} onClick={onClose}>
            <IconX size={22} aria-hidden="true" />
          </Control>
        </div>
        <Stage key={picture.index} picture={picture} />
      </Modal.Content>
    </>
  );
}

// One picture as large as the window. The arrow keys go to the others of the same text, each as
// covered as it was.
export function PictureViewer(props: ViewerProps) {
  const { at, onClose } = props;
  return (
    <Modal.Root
      opened={at !== null}
      onClose={onClose}
      fullScreen
      classNames={{ content: classes.viewer ?? '' }}
      transitionProps={{ duration: 0 }}
    >
      {at !== null && <Viewer {...props} at={at} />}
    </Modal.Root>
  );
}
