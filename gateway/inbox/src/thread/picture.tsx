import { Button } from '@mantine/core';
import { useRef } from 'react';
import { pictures } from '../api/calls';
import { IconEye, IconEyeOff, IconPhoto } from '../icons';
import { useVeil } from '../settings/veil';
import { t } from '../words';
import classes from './picture.module.css';
import { usePicture, type PictureTrouble } from './use_picture';

export interface PictureProps {
  text: string;
  index: number;
  // As it is called: what an image is, nobody but its sender can tell.
  name: string;
  type: string;
  covered: boolean;
  onCover: (covered: boolean) => void;
}

function troubleWords(trouble: PictureTrouble, type: string): string {
  switch (trouble) {
    case 'unshowable':
      return t('pictures.file', { type });
    case 'too large':
      return t('pictures.tooLarge');
    case 'gone':
      return t('pictures.gone');
    case 'withheld':
      return t('pictures.withheld');
    case 'failed':
      return t('pictures.failed');
  }
}

interface TroubleProps {
  trouble: PictureTrouble;
  type: string;
  onAgain: () => void;
}

export function Trouble({ trouble, type, onAgain }: TroubleProps) {
  const mayHelp = trouble === 'failed' || trouble === 'withheld';
  return (
    <div className={classes.trouble}>
      <span>{troubleWords(trouble, type)}</span>
      {mayHelp && (
        <Button variant="default" onClick={onAgain}>
          {t('common.tryAgain')}
        </Button>
      )}
    </div>
  );
}

// A small one among the texts, of the same size whatever is in it, so that nothing moves when it
// comes. Covered, it shows no more than that it is there.
export function Picture(props: PictureProps & { onOpen: () => void }) {
  const { text, index, name, type, covered, onCover, onOpen } = props;
  const path = pictures.path(text, index);
  const { attempt, trouble, onError, again } = usePicture(path);
  const veil = useVeil(false);
  const whole = useRef<HTMLButtonElement>(null);
  if (trouble) {
    return (
      <div className={classes.thumb}>
        <Trouble trouble={trouble} type={type} onAgain={again} />
      </div>
    );
  }
  const coverAgain = () => {
    onCover(true);
    whole.current?.focus();
  };
  return (
    <div className={classes.thumb} data-covered={covered || undefined} {...(!covered && veil)}>
      <IconPhoto size={36} aria-hidden="true" />
      <img
        key={attempt}
        src={path}
        // Its name stands on the button over it.
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        onError={onError}
      />
      <button
        ref={whole}
        type="button"
        className={classes.whole}
        aria-label={t(covered ? 'pictures.covered' : 'pictures.open', { picture: name })}
        onClick={covered ? () => onCover(false) : onOpen}
      >
        {covered && (
          <span className={classes.show} aria-hidden="true">
            <IconEye size={20} />
            {t('pictures.show')}
          </span>
        )}
      </button>
      {!covered && (
        <button
          type="button"
          className={classes.coverAgain}
          aria-label={t('pictures.coverNamed', { picture: name })}
          title={t('pictures.cover')}
          onClick={coverAgain}
        >
          <IconEyeOff size={20} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
