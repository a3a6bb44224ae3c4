import { t } from '../words';

// A wait, as short as it may be said: "45 s", "12 min", "1 h 5 min". Null: nobody waited for that.
export function waitWords(seconds: number | null): string {
  if (seconds === null) return '–';
  if (seconds < 90) return t('numbers.seconds', { count: seconds });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t('times.min', { count: minutes });
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 || hours >= 24
    ? t('times.hours', { hours })
    : t('times.hoursMin', { hours, minutes: minutes % 60 });
}
