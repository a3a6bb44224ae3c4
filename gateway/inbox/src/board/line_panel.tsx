import type { Line } from '../api/types';
import { t } from '../words';
import classes from './board.module.css';
import { LineCard } from './line_card';
import { OnCall } from './on_call';
import { PagesToSee } from './pages_to_see';
import { Troubled } from './troubled';

// How each line stands, who is called for it, and what did not arrive.
export function LinePanel({ lines }: { lines: readonly Line[] }) {
  return (
    <section className={classes.panel} aria-labelledby="board-line">
      <h2 className={classes.unseen} id="board-line">
        {t('board.tabs.line')}
      </h2>
      <div className={classes.scroll} tabIndex={-1}>
        <PagesToSee />
        {lines.map((line) => (
          <div key={line.id} className={classes.line}>
            <LineCard line={line} />
            <Troubled line={line.id} />
            <OnCall line={line.id} />
          </div>
        ))}
      </div>
    </section>
  );
}
