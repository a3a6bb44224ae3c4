// How a line went, day by day.
import { BarChart, LineChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { useReducedMotion } from '@mantine/hooks';
import type { DayCount } from '../api/numbers';
import { t } from '../words';
import { ChartCard, type Column } from './chart_card';
import { countWords, shortDayWords } from './formats';
import { waitWords } from './waits';

const height = 250;

// Dark, middle and light, so that they differ without their hue.
const colors = { deep: 'var(--wl-chart-deep)', warm: 'var(--wl-chart-warm)', pale: 'var(--wl-chart-pale)' };

const minutesOf = (seconds: number | null) =>
  seconds === null ? null : Math.round(seconds / 6) / 10;

function dataOf(days: DayCount[]) {
  return days.map((count) => ({
    ...count,
    label: shortDayWords(count.day),
    half: minutesOf(count.wait_p50),
    nine: minutesOf(count.wait_p90),
  }));
}

function useLooks() {
  const still = useReducedMotion();
  return {
    h: height,
    dataKey: 'label',
    withLegend: true,
    legendProps: { verticalAlign: 'bottom' as const },
    gridAxis: 'x' as const,
    tickLine: 'none' as const,
    tooltipAnimationDuration: still ? 0 : 150,
    xAxisProps: { minTickGap: 24 },
    yAxisProps: { width: 48, allowDecimals: false },
  };
}

function countColumn(name: string, key: keyof DayCount): Column {
  return { name, of: (count) => countWords(Number(count[key])) };
}

export function WaitsChart({ days }: { days: DayCount[] }) {
  const looks = useLooks();
  return (
    <ChartCard
      title={t('numbers.charts.waits')}
      lead={t('numbers.charts.waitsLead')}
      days={days}
      columns={[
        { name: t('numbers.series.half'), of: (count) => waitWords(count.wait_p50) },
        { name: t('numbers.series.nine'), of: (count) => waitWords(count.wait_p90) },
        countColumn(t('numbers.series.answered'), 'answered'),
      ]}
    >
      <LineChart
        {...looks}
        data={dataOf(days)}
        curveType="linear"
        connectNulls={false}
        dotProps={{ r: 3 }}
        yAxisProps={{ ...looks.yAxisProps, width: 62 }}
        lineProps={{ isAnimationActive: false }}
        valueFormatter={(minutes) => waitWords(Math.round(minutes * 60))}
        series={[
          { name: 'half', label: t('numbers.series.half'), color: colors.deep },
          {
            name: 'nine',
            label: t('numbers.series.nine'),
            color: colors.warm,
            strokeDasharray: '6 4',
          },
        ]}
      />
    </ChartCard>
  );
}

interface BarsProps {
  days: DayCount[];
  title: string;
  lead: string;
  series: { name: keyof DayCount; label: string; color: string }[];
  more?: Column[];
}

function Bars({ days, title, lead, series, more = [] }: BarsProps) {
  const looks = useLooks();
  const columns = series.map(({ name, label }) => countColumn(label, name));
  return (
    <ChartCard title={title} lead={lead} days={days} columns={[...columns, ...more]}>
      <BarChart
        {...looks}
        data={dataOf(days)}
        type="stacked"
        maxBarWidth={34}
        barProps={{ isAnimationActive: false }}
        valueFormatter={countWords}
        series={series}
      />
    </ChartCard>
  );
}

export function ConversationsChart({ days }: { days: DayCount[] }) {
  return (
    <Bars
      days={days}
      title={t('numbers.charts.conversations')}
      lead={t('numbers.charts.conversationsLead')}
      series={[
        { name: 'answered', label: t('numbers.series.answered'), color: colors.deep },
        { name: 'waited_and_left', label: t('numbers.series.left'), color: colors.warm },
        { name: 'waiting', label: t('numbers.series.waiting'), color: colors.pale },
      ]}
      more={[countColumn(t('numbers.table.ended'), 'ended')]}
    />
  );
}

export function TextsChart({ days }: { days: DayCount[] }) {
  return (
    <Bars
      days={days}
      title={t('numbers.charts.texts')}
      lead={t('numbers.charts.textsLead')}
      series={[
        { name: 'texts_in', label: t('numbers.series.textsIn'), color: colors.deep },
        { name: 'texts_out', label: t('numbers.series.textsOut'), color: colors.warm },
        { name: 'automatic', label: t('numbers.series.automatic'), color: colors.pale },
      ]}
      more={[countColumn(t('numbers.tiles.failed'), 'failed')]}
    />
  );
}
