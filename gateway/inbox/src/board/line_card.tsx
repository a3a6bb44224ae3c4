import { Button } from '@mantine/core';
import type { Line } from '../api/types';
import { t } from '../words';
import { dayAndTime } from '../words/times';
import { dayOf, wallClock } from '../zone';
import classes from './board.module.css';
import { useBoard, useBoardNow } from './board_context';
import { dayRows, weekRows } from './hours';

function standingWords(line: Line, now: Date): string {
  if (line.switch) return t('board.line.until', { time: dayAndTime(line.switch.until, now) });
  const { state, opens_at } = line.standing;
  if (state !== 'closed') return t('board.line.byHours');
  return opens_at === null
    ? t('board.line.byHours')
    : t('board.line.opens', { time: dayAndTime(opens_at, now) });
}

function Hours({ line, now }: { line: Line; now: Date }) {
  const today = dayOf(wallClock(now, line.time_zone));
  const rows = [...weekRows(line.hours), ...dayRows(line.days, today)];
  return (
    <dl className={classes.hours}>
      {rows.map(({ days, spans }) => (
        <div key={days}>
          <dt>{days}</dt>
          <dd>{spans}</dd>
        </div>
      ))}
    </dl>
  );
}

// How a line stands, and the switch.
export function LineCard({ line }: { line: Line }) {
  const { severalLines, switchLine } = useBoard();
  const now = useBoardNow();
  const { state } = line.standing;
  const words = Object.entries(line.switch?.words ?? {});
  return (
    <section className={classes.part}>
      <h3>{severalLines ? line.name : t('board.line.heading')}</h3>
      <p className={classes.lineState} data-state={state}>
        <b>{t(`board.line.states.${state}`)}</b>
        <span>{standingWords(line, now)}</span>
      </p>
      {words.map(([language, said]) => (
        <blockquote key={language} className={classes.said} lang={language}>
          {said}
        </blockquote>
      ))}
      <Button variant="default" radius="xl" onClick={() => switchLine(line.id)}>
        {t('board.line.change')}
      </Button>
      <h4>{t('board.hours.heading', { zone: line.time_zone })}</h4>
      <Hours line={line} now={now} />
    </section>
  );
}
