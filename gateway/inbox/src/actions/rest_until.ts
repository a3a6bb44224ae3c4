const minuteMs = 60_000;
const morningHour = 9;

export type RestSpan = 'minutes' | 'hour' | 'tomorrow';

export function restUntil(span: RestSpan, now: Date): Date {
  switch (span) {
    case 'minutes':
      return new Date(now.getTime() + 15 * minuteMs);
    case 'hour':
      return new Date(now.getTime() + 60 * minuteMs);
    case 'tomorrow':
      return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, morningHour);
  }
}
