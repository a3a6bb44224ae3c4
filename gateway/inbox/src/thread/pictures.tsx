import { createContext, useContext, useEffect, useMemo, useReducer, type ReactNode } from 'react';
import type { Text } from '../api/types';
import { t } from '../words';
import { Picture } from './picture';
import classes from './picture.module.css';
import { afterwards, allCovered, picturesOf, type Act, type ListedPicture } from './picture_list';
import { PictureViewer } from './picture_viewer';

interface Around {
  shown: ReadonlySet<string>;
  act: (act: Act) => void;
}

const AroundContext = createContext<Around>({ shown: new Set(), act: () => undefined });

function nameOf(at: number, all: number): string {
  return all === 1 ? t('pictures.one') : t('pictures.oneOf', { place: at + 1, all });
}

interface ThreadPicturesProps {
  texts: readonly Text[]; // those that are to be seen
  children: ReactNode;
}

// Around the rows of a thread: where a picture is opened, all of theirs follow one another.
export function ThreadPictures({ texts, children }: ThreadPicturesProps) {
  const [{ shown, opened }, act] = useReducer(afterwards, allCovered);
  const around = useMemo(() => ({ shown, act }), [shown, act]);
  const all = useMemo(() => texts.flatMap(picturesOf), [texts]);
  const at = all.findIndex(({ key }) => key === opened);
  const picture = all[at];
  const to = (by: number) => {
    const next = all[at + by];
    return next ? () => act({ kind: 'open', key: next.key }) : null;
  };
  return (
    <AroundContext value={around}>
      {children}
      <PictureViewer
        picture={
          picture
            ? {
                ...picture,
                name: nameOf(at, all.length),
                covered: !shown.has(picture.key),
                onCover: (covered) => act({ kind: covered ? 'cover' : 'show', key: picture.key }),
              }
            : null
        }
        onPrevious={to(-1)}
        onNext={to(1)}
        onClose={() => act({ kind: 'close' })}
      />
    </AroundContext>
  );
}

function PicturesOfText({ all }: { all: readonly ListedPicture[] }) {
  const { shown, act } = useContext(AroundContext);
  const keys = all.map(({ key }) => key).join(' ');
  useEffect(() => {
    act({ kind: 'come', keys: keys.split(' ') });
    return () => act({ kind: 'gone', keys: keys.split(' ') });
  }, [act, keys]);
  return (
    <div className={classes.pictures}>
      {all.map((picture, at) => (
        <Picture
          {...picture}
          key={picture.key}
          name={nameOf(at, all.length)}
          covered={!shown.has(picture.key)}
          onCover={(covered) => act({ kind: covered ? 'cover' : 'show', key: picture.key })}
          onOpen={() => act({ kind: 'open', key: picture.key })}
        />
      ))}
    </div>
  );
}

// The pictures that came with one text.
export function Pictures({ text }: { text: Text }) {
  const all = useMemo(() => picturesOf(text), [text]);
  return all.length === 0 ? null : <PicturesOfText all={all} />;
}
