// How a line went: what the service sends of it.
import type { components } from './described';
import { http } from './http';

type Schemas = components['schemas'];

// Waits are in seconds.
export type Count = Schemas['NumbersCount'];
export type DayCount = Schemas['NumbersDay'];
// Weekdays from Sunday on, each by hour in by_week.
export type Numbers = Schemas['Numbers'];

// Days by the line’s own clock, such as 2026-11-22, both within.
export interface Asked {
  line: string;
  from: string;
  to: string;
}

const query = (asked: Asked) => new URLSearchParams({ ...asked }).toString();

export const numbersKeys = {
  of: (asked: Asked) => ['numbers', asked] as const,
};

export const numbersCalls = {
  of: (asked: Asked) => http.get<Numbers>(`/api/numbers?${query(asked)}`),
  csvPath: (asked: Asked) => `/api/numbers.csv?${query(asked)}`,
};
