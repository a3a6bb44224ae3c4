import { ActionIcon, Button, Modal, VisuallyHidden } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { pictures } from '../api/calls';
import { IconChevronLeft, IconChevronRight, IconEye, IconEyeOff, IconX } from '../icons';
import { useNow } from '../use_now';
import { t } from '../words';
import { dayAndTime } from '../words/times';
import { Trouble, type PictureProps } from './picture';
import classes from './picture.module.css';
import { usePicture } from './use_picture';

const dayCheckMs = 60_000;

interface ViewerProps {
  // Null while it is closed: it has to stay, to give the keyboard back.
  picture: (PictureProps & { at: string }) | null;
  // Null: there is none that way.
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
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
  const { text, index, name, type, covered, onCover } = picture;
  const path = pictures.path(text, index);
  const { attempt, trouble, onError, again } = usePicture(path);
  if (trouble) {
    return (
      <div className={classes.stage}>
        <Trouble trouble={trouble} type={type} onAgain={again} />
      </div>
    );
  }
  return (
    <div className={classes.stage} data-covered={covered || undefined}>
      <img key={attempt} src={path} alt={covered ? '' : name} onError={onError} />
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

function Steps({ onPrevious, onNext }: Pick<ViewerProps, 'onPrevious' | 'onNext'>) {
  useWindowEvent('keydown', (event) => {
    if (event.key === 'ArrowLeft') onPrevious?.();
    if (event.key === 'ArrowRight') onNext?.();
  });
  return (
    <>
      <Control name={t('pictures.previous')} onClick={onPrevious}>
        <IconChevronLeft size={24} aria-hidden="true" />
      </Control>
      <Control name={t('pictures.next')} onClick={onNext}>
        <IconChevronRight size={24} aria-hidden="true" />
      </Control>
    </>
  );
}

interface ViewedProps extends ViewerProps {
  picture: NonNullable<ViewerProps['picture']>;
}

function Viewed({ picture, onPrevious, onNext, onClose }: ViewedProps) {
  const { text, index, at, name, covered, onCover } = picture;
  const now = useNow(dayCheckMs);
  const Eye = covered ? IconEye : IconEyeOff;
  return (
    <>
      <div className={classes.bar}>
        <Modal.Title className={classes.title}>
          {name}
          <time className={classes.came} dateTime={at}>
            {dayAndTime(at, now)}
          </time>
        </Modal.Title>
        <Control
          name={covered ? t('pictures.covered', { picture: name }) : t('pictures.cover')}
          onClick={() => onCover(!covered)}
        >
          <Eye size={22} aria-hidden="true" />
        </Control>
        {(onPrevious ?? onNext) && <Steps onPrevious={onPrevious} onNext={onNext} />}
        <Control name={t('pictures.close')} onClick={onClose}>
          <IconX size={22} aria-hidden="true" />
        </Control>
      </div>
      <VisuallyHidden role="status">{name}</VisuallyHidden>
      <Stage key={`${text}/${index}`} picture={picture} />
    </>
  );
}

// One picture as large as the window. The arrow keys go to the others of the thread, each as
// covered as it was.
export function PictureViewer(props: ViewerProps) {
  const { picture, onClose } = props;
  return (
    <Modal.Root
      opened={picture !== null}
      onClose={onClose}
      fullScreen
      classNames={{ content: classes.viewer ?? '' }}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content>{picture && <Viewed {...props} picture={picture} />}</Modal.Content>
    </Modal.Root>
  );
}
