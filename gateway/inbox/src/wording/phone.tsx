import { segmentsOf } from '../segments';
import { t } from '../words';
import classes from './wording.module.css';

interface PhoneProps {
  from: string;
  // As somebody gets them: nothing is left to be filled in.
  words: string;
  // The other text that they stand in, where they are only a part.
  inside?: string;
}

function dearWords(words: string, dear: string[], count: number): string {
  const without = segmentsOf(dear.reduce((left, one) => left.replaceAll(one, ''), words)).count;
  const shown = dear.map((one) => `“${one}”`).join(' ');
  if (without === count) return t('wording.dearSame', { characters: shown });
  return t('wording.dear', {
    count: dear.length,
    characters: shown,
    segments: t('wording.segments', { count: without }),
  });
}

// A text as it arrives, and what it costs.
export function Phone({ from, words, inside }: PhoneProps) {
  const { count, dear } = segmentsOf(words);
  return (
    <section className={classes.preview} aria-label={t('wording.preview')}>
      <h3 className={classes.previewHeading}>{t('wording.preview')}</h3>
      {inside !== undefined && <p className={classes.inside}>{inside}</p>}
      <div className={classes.phone}>
        <p className={classes.phoneFrom}>{from}</p>
        <p className={classes.bubble} data-testid="preview">
          {words}
        </p>
      </div>
      <p className={classes.cost}>
        <strong>{t('wording.segments', { count })}</strong>
        {dear.length > 0 && <span className={classes.dear}>{dearWords(words, dear, count)}</span>}
      </p>
    </section>
  );
}
