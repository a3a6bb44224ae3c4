import { SegmentedControl } from '@mantine/core';
import { DatePickerInput, DatesProvider } from '@mantine/dates';
import '@mantine/dates/styles.css';
import 'dayjs/locale/es';
import { useState } from 'react';
import { IconCalendar } from '../icons';
import { t } from '../words';
import { useLanguage } from '../words/language';
import { weekBegins, wholeDayWords } from './formats';
import classes from './numbers.module.css';
import { presets, type Preset } from './periods';
import type { Chosen } from './use_numbers';

interface PeriodChoiceProps {
  chosen: Chosen;
  period: { from: string; to: string };
  today: string;
  onChoose: (chosen: Chosen) => void;
}

const own = 'own';
const isPreset = (value: string): value is Preset => value in presets;

// Some days until today, or any others.
export function PeriodChoice({ chosen, period, today, onChoose }: PeriodChoiceProps) {
  const locale = useLanguage();
  // Of a choice that has only begun: its first day.
  const [begun, setBegun] = useState<[string | null, string | null] | null>(null);
  const pick = (days: [string | null, string | null]) => {
    const [from, to] = days;
    if (from === null || to === null) {
      setBegun(days);
      return;
    }
    setBegun(null);
    onChoose({ from, to });
  };
  const isOwn = !('preset' in chosen);
  return (
    <div className={classes.period}>
      <SegmentedControl
        aria-label={t('numbers.period')}
        radius="xl"
        className={classes.presets}
        data={[...Object.keys(presets), own].map((value) => ({
          value,
          label: t(`numbers.periods.${isPreset(value) ? value : own}`),
        }))}
        value={isOwn ? own : chosen.preset}
        onChange={(value) => onChoose(isPreset(value) ? { preset: value } : { ...period })}
      />
      {isOwn && (
        <DatesProvider settings={{ locale, firstDayOfWeek: weekBegins() }}>
          <DatePickerInput
            type="range"
            label={t('numbers.chooseDays')}
            leftSection={<IconCalendar size={18} aria-hidden="true" />}
            maxDate={today}
            value={begun ?? [period.from, period.to]}
            valueFormatter={({ date }) =>
              Array.isArray(date)
                ? date.map((day) => (day === null ? '…' : wholeDayWords(String(day)))).join(' – ')
                : ''
            }
            onChange={pick}
          />
        </DatesProvider>
      )}
    </div>
  );
}
