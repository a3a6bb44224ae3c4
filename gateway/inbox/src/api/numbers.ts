// How a line went: what the service sends of it.
import { http } from './http';

export interface Count {
  begun: number;
  answered: number;
  waited_and_left: number;
  waiting: number;
  ended: number;
  texts_in: number;
  texts_out: number;
  automatic: number;
  failed: number;
  // Seconds.
  wait_p50: number | null;
  wait_p90: number | null;
}

export interface DayCount extends Count {
  day: string;
}

export interface Numbers {
  line: string;
  time_zone: string;
  from: string;
  to: string;
  counted_until: string | null;
  all: Count;
  days: DayCount[];
  hours: Count[];
  // From Sunday on, as by_week.
  weekdays: Count[];
  by_week: Count[][];
}

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
