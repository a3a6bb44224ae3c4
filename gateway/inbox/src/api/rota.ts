// The rota, as the service keeps it: rules by the line's own clock, and the shifts they come to.
import { query } from './calls';
import type { components } from './described';
import { http } from './http';
import type { Page } from './types';

type Schemas = components['schemas'];

export type Shift = Schemas['Shift'];
export type ShiftRule = Schemas['ShiftRule'];
// Hours that somebody is wanted for and nobody is there.
export type Gap = Schemas['Gap'];
export type Swap = Schemas['Swap'];

// Times are the line's: days as 2026-11-27, clocks as 20:00.
export type NewRule = Pick<
  ShiftRule,
  'line' | 'staff' | 'first_day' | 'begins' | 'ends' | 'repeats' | 'last_day'
>;
export type RuleChange = Partial<Omit<NewRule, 'line'>> & { from?: string };

export interface ShiftChange {
  staff?: string | null;
  day?: string;
  begins?: string;
  ends?: string;
}

const rulePath = (id: string) => `/api/rota/rules/${encodeURIComponent(id)}`;
const shiftPath = (id: string) => `/api/rota/shifts/${encodeURIComponent(id)}`;
const swapPath = (id: string) => `/api/rota/swaps/${encodeURIComponent(id)}`;

export const rota = {
  shifts: (line: string, from: string, to: string) =>
    http.get<Page<Shift>>(`/api/rota${query({ line, from, to, cancelled: 'true' })}`),
  uncovered: (line: string, from: string, to: string) =>
    http.get<Page<Gap>>(`/api/rota/uncovered${query({ line, from, to })}`),
  rules: (line: string) => http.get<Page<ShiftRule>>(`/api/rota/rules${query({ line })}`),
  addRule: (rule: NewRule) => http.post<ShiftRule>('/api/rota/rules', rule),
  changeRule: (id: string, change: RuleChange) => http.patch<ShiftRule>(rulePath(id), change),
  endRule: (id: string, from: string) => http.delete(`${rulePath(id)}${query({ from })}`),
  changeShift: (id: string, change: ShiftChange) => http.patch<Shift>(shiftPath(id), change),
  cancelShift: (id: string) => http.delete(shiftPath(id)),
  restoreShift: (id: string) => http.post<Shift>(`${shiftPath(id)}/restore`),
  takeShift: (id: string) => http.post<Shift>(`${shiftPath(id)}/take`),
  askSwap: (id: string, to: string, inReturn: string | null) =>
    http.post<Swap>(`${shiftPath(id)}/swap`, {
      to,
      ...(inReturn !== null && { in_return: inReturn }),
    }),
  swaps: (line: string) => http.get<Page<Swap>>(`/api/rota/swaps${query({ line })}`),
  acceptSwap: (id: string) => http.post<Swap>(`${swapPath(id)}/accept`),
  approveSwap: (id: string) => http.post<Swap>(`${swapPath(id)}/approve`),
  declineSwap: (id: string) => http.post<Swap>(`${swapPath(id)}/decline`),
  // A calendar's secret address; the one before it ends.
  myFeed: () => http.post<{ url: string }>('/api/me/rota-feed'),
  lineFeed: (line: string) =>
    http.post<{ url: string }>(`/api/lines/${encodeURIComponent(line)}/rota-feed`),
};
