import { useState } from 'react';
import type { Text } from '../api/types';
import { t } from '../words';
import { Picture, type PictureProps } from './picture';
import classes from './picture.module.css';
import { PictureViewer } from './picture_viewer';

export const isPicture = (media: Text['media'][number]) => media.content_type.startsWith('image/');

// The pictures that came with one text. Each is covered until this person wants to see it, and
// again once it was out of sight.
export function Pictures({ text }: { text: Text }) {
  const [shown, setShown] = useState<ReadonlySet<number>>(new Set());
  const [opened, setOpened] = useState<number | null>(null);
  const found = text.media.flatMap((media, index) => (isPicture(media) ? [{ media, index }] : []));
  if (found.length === 0) return null;
  const all = found.map(({ media, index }, at): PictureProps => {
    const place = { place: at + 1, all: found.length };
    return {
      text: text.id,
      index,
      name: found.length === 1 ? t('pictures.one') : t('pictures.oneOf', place),
      type: media.content_type,
      covered: !shown.has(index),
      onCover: (covered) => {
        const after = new Set(shown);
        if (covered) after.delete(index);
        else after.add(index);
        setShown(after);
      },
    };
  });
  return (
    <div className={classes.pictures}>
      {all.map((picture, at) => (
        <Picture key={picture.index} {...picture} onOpen={() => setOpened(at)} />
      ))}
      <PictureViewer all={all} at={opened} onMove={setOpened} onClose={() => setOpened(null)} />
    </div>
  );
}
