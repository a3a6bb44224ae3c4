import type { Count } from '../api/numbers';
import { t } from '../words';
import { countWords, percentWords } from './formats';
import classes from './numbers.module.css';
import { waitWords } from './waits';

interface TileProps {
  name: string;
  value: string;
  more?: string;
}

function Tile({ name, value, more }: TileProps) {
  return (
    <div className={classes.tile}>
      <dt>{name}</dt>
      <dd>
        {value}
        {more !== undefined && <span>{more}</span>}
      </dd>
    </div>
  );
}

// All of the days together.
export function Tiles({ count }: { count: Count }) {
  const ofAll = (part: number) =>
    count.begun === 0
      ? undefined
      : t('numbers.tiles.ofAll', { percent: percentWords(part, count.begun) });
  return (
    <dl className={classes.tiles}>
      <Tile name={t('numbers.tiles.half')} value={waitWords(count.wait_p50)} />
      <Tile name={t('numbers.tiles.nine')} value={waitWords(count.wait_p90)} />
      <Tile name={t('numbers.tiles.begun')} value={countWords(count.begun)} />
      <Tile
        name={t('numbers.tiles.answered')}
        value={countWords(count.answered)}
        more={ofAll(count.answered)}
      />
      <Tile
        name={t('numbers.tiles.left')}
        value={countWords(count.waited_and_left)}
        more={ofAll(count.waited_and_left)}
      />
      <Tile name={t('numbers.tiles.waiting')} value={countWords(count.waiting)} />
      <Tile name={t('numbers.tiles.textsIn')} value={countWords(count.texts_in)} />
      <Tile name={t('numbers.tiles.textsOut')} value={countWords(count.texts_out)} />
      <Tile name={t('numbers.tiles.automatic')} value={countWords(count.automatic)} />
      <Tile name={t('numbers.tiles.failed')} value={countWords(count.failed)} />
    </dl>
  );
}
