import { Button } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import type { DayCount } from '../api/numbers';
import { t } from '../words';
import { wholeDayWords } from './formats';
import classes from './numbers.module.css';

export interface Column {
  name: string;
  of: (count: DayCount) => string;
}

interface ChartCardProps {
  title: string;
  lead: string;
  days: DayCount[];
  // What the table behind the chart has.
  columns: Column[];
  children: ReactNode;
}

function DayTable({ days, columns }: Pick<ChartCardProps, 'days' | 'columns'>) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('numbers.table.day')}</th>
          {columns.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map((count) => (
          <tr key={count.day}>
            <th scope="row">{wholeDayWords(count.day)}</th>
            {columns.map(({ name, of }) => (
              <td key={name}>{of(count)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

// A chart, and the same as a table for whoever reads it better so.
export function ChartCard({ title, lead, days, columns, children }: ChartCardProps) {
  const [isTable, setTable] = useState(false);
  const id = useId();
  return (
    <section className={classes.card} aria-labelledby={id}>
      <div className={classes.cardHead}>
        <div>
          <h2 id={id}>{title}</h2>
          <p>{lead}</p>
        </div>
        <Button
          variant="subtle"
          radius="xl"
          size="compact-md"
          aria-expanded={isTable}
          aria-label={`${title}: ${isTable ? t('numbers.table.hide') : t('numbers.table.show')}`}
          onClick={() => setTable(!isTable)}
        >
          {isTable ? t('numbers.table.hide') : t('numbers.table.show')}
        </Button>
      </div>
      <div role="img" aria-label={title} className={classes.chart}>
        {children}
      </div>
      {isTable && (
        // It scrolls by keyboard too.
        <div className={classes.tableBox} tabIndex={0} role="region" aria-labelledby={id}>
          <DayTable days={days} columns={columns} />
        </div>
      )}
    </section>
  );
}
