import { Button, Loader, Select } from '@mantine/core';
import { numbersCalls, type Numbers } from '../api/numbers';
import { IconDownload } from '../icons';
import { PageFrame } from '../shell/page_frame';
import { useNow } from '../use_now';
import { t } from '../words';
import { atTime } from '../words/times';
import { ConversationsChart, TextsChart, WaitsChart } from './charts';
import classes from './numbers.module.css';
import { PeriodChoice } from './period_choice';
import { Tiles } from './tiles';
import { useNumbers } from './use_numbers';
import { WeekMap } from './week_map';

function isEmpty({ all }: Numbers): boolean {
  return all.begun + all.ended + all.texts_in + all.texts_out + all.automatic === 0;
}

function StillCounting({ until }: { until: string }) {
  const now = useNow(60_000);
  return (
    <p role="status" className={classes.counting}>
      {t('numbers.stillCounting', { when: atTime(until, now) })}
    </p>
  );
}

function Shown({ numbers }: { numbers: Numbers }) {
  if (isEmpty(numbers)) {
    return (
      <div className={classes.nothing}>
        <h2>{t('numbers.nothing')}</h2>
        <p>{t('numbers.nothingHint')}</p>
      </div>
    );
  }
  return (
    <>
      <Tiles count={numbers.all} />
      <div className={classes.cards}>
        <WaitsChart days={numbers.days} />
        <ConversationsChart days={numbers.days} />
        <TextsChart days={numbers.days} />
        <WeekMap byWeek={numbers.by_week} />
      </div>
    </>
  );
}

export function NumbersPage() {
  const { all, line, setLine, chosen, setChosen, today, asked, answer } = useNumbers();
  const acts = (
    <>
      {all.length > 1 && (
        <Select
          aria-label={t('numbers.line')}
          data={all.map(({ id, name }) => ({ value: id, label: name }))}
          value={line?.id ?? null}
          allowDeselect={false}
          onChange={setLine}
        />
      )}
      <PeriodChoice chosen={chosen} period={asked} today={today} onChoose={setChosen} />
      <Button
        component="a"
        href={numbersCalls.csvPath(asked)}
        download
        variant="default"
        radius="xl"
        leftSection={<IconDownload size={18} aria-hidden="true" />}
      >
        {t('numbers.csv')}
      </Button>
    </>
  );
  return (
    <PageFrame
      heading={t('numbers.heading')}
      lead={line && t('numbers.byClockOf', { zone: line.time_zone })}
      acts={acts}
    >
      <div className={classes.page}>
        {answer.isPending && <Loader className={classes.loader} />}
        {answer.isError && (
          <div className={classes.nothing} role="alert">
            <h2>{t('numbers.failed')}</h2>
            <Button variant="default" radius="xl" onClick={() => void answer.refetch()}>
              {t('numbers.again')}
            </Button>
          </div>
        )}
        {answer.isSuccess && (
          <div className={classes.shown} aria-busy={answer.isPlaceholderData}>
            {answer.data.counted_until !== null && (
              <StillCounting until={answer.data.counted_until} />
            )}
            <Shown numbers={answer.data} />
          </div>
        )}
      </div>
    </PageFrame>
  );
}
