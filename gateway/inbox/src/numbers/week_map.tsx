import { SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useId, useState, type CSSProperties } from 'react';
import type { Count } from '../api/numbers';
import { t } from '../words';
import { countWords, hourWords, longWeekdayWords, weekBegins, weekdayWords } from './formats';
import classes from './numbers.module.css';
import { waitWords } from './waits';

type Measure = 'begun' | 'textsIn' | 'wait';
const measures: Measure[] = ['begun', 'textsIn', 'wait'];
const isMeasure = (value: string): value is Measure => measures.some((one) => one === value);

// In per cent: with more of it the number in a cell could not be read any more.
const deepest = 55;

const hours = Array.from({ length: 24 }, (_, hour) => hour);

function valueOf(count: Count | undefined, measure: Measure): number {
  switch (measure) {
    case 'begun':
      return count?.begun ?? 0;
    case 'textsIn':
      return count?.texts_in ?? 0;
    case 'wait':
      return count?.wait_p50 ?? 0;
  }
}

function shown(count: Count | undefined, measure: Measure): string {
  const value = valueOf(count, measure);
  if (measure === 'wait') return count?.wait_p50 === null ? '' : String(Math.ceil(value / 60));
  return value === 0 ? '' : countWords(value);
}

function said(count: Count | undefined, measure: Measure): string {
  return measure === 'wait'
    ? waitWords(count?.wait_p50 ?? null)
    : countWords(valueOf(count, measure));
}

interface CellProps {
  count: Count | undefined;
  measure: Measure;
  most: number;
}

function Cell({ count, measure, most }: CellProps) {
  const part = most === 0 ? 0 : valueOf(count, measure) / most;
  const style = { '--part': `${Math.round(part * deepest)}%` } as CSSProperties;
  return (
    <td style={style} title={said(count, measure)}>
      {shown(count, measure)}
    </td>
  );
}

interface GridProps {
  byWeek: Count[][];
  measure: Measure;
}

// On a wide screen a row for each weekday; on a narrow one, where a day's hours have no room beside
// each other, a row for each hour.
function Grid({ byWeek, measure }: GridProps) {
  const isWide = useMediaQuery('(min-width: 62em)', true);
  const weekdays = hours.slice(0, 7).map((place) => (place + weekBegins()) % 7);
  const most = Math.max(...byWeek.flat().map((count) => valueOf(count, measure)));
  const cell = (weekday: number, hour: number) => (
    <Cell key={`${weekday} ${hour}`} count={byWeek[weekday]?.[hour]} measure={measure} most={most} />
  );
  const dayHead = (weekday: number, scope: 'row' | 'col') => (
    <th key={weekday} scope={scope} abbr={longWeekdayWords(weekday)}>
      {weekdayWords(weekday)}
    </th>
  );
  const hourHead = (hour: number, scope: 'row' | 'col') => (
    <th key={hour} scope={scope}>
      {hourWords(hour)}
    </th>
  );
  return (
    <table className={classes.week}>
      <thead>
        <tr>
          <td />
          {isWide
            ? hours.map((hour) => hourHead(hour, 'col'))
            : weekdays.map((weekday) => dayHead(weekday, 'col'))}
        </tr>
      </thead>
      <tbody>
        {isWide
          ? weekdays.map((weekday) => (
              <tr key={weekday}>
                {dayHead(weekday, 'row')}
                {hours.map((hour) => cell(weekday, hour))}
              </tr>
            ))
          : hours.map((hour) => (
              <tr key={hour}>
                {hourHead(hour, 'row')}
                {weekdays.map((weekday) => cell(weekday, hour))}
              </tr>
            ))}
      </tbody>
    </table>
  );
}

export function WeekMap({ byWeek }: { byWeek: Count[][] }) {
  const [measure, setMeasure] = useState<Measure>('begun');
  const id = useId();
  return (
    <section className={classes.card} aria-labelledby={id}>
      <div className={classes.cardHead}>
        <div>
          <h2 id={id}>{t('numbers.charts.week')}</h2>
          <p>{t('numbers.charts.weekLead')}</p>
        </div>
        <SegmentedControl
          aria-label={t('numbers.measures.label')}
          radius="xl"
          data={measures.map((one) => ({
            value: one,
            label:
              one === 'wait'
                ? `${t('numbers.measures.wait')} (${t('numbers.charts.minutes')})`
                : t(`numbers.measures.${one}`),
          }))}
          value={measure}
          onChange={(value) => isMeasure(value) && setMeasure(value)}
        />
      </div>
      <Grid byWeek={byWeek} measure={measure} />
    </section>
  );
}
