// Accounts of staff, and the links that let somebody in once.
import type { components } from './described';
import { http } from './http';
import type { Page, Session } from './types';

type Schemas = components['schemas'];

export type Staff = Schemas['Staff'];
export type StaffWanted = Required<Schemas['StaffWanted']>;
export type Invitation = Schemas['Invitation'];
// Shown once, to whoever made it.
export type MadeLink = Schemas['Link'];
export type LinkSeen = Schemas['LinkSeen'];
export type Experience = Schemas['Experience'];

const path = (id: string) => `/api/staff/${encodeURIComponent(id)}`;

export const staffKeys = {
  all: ['staff'] as const,
  invitations: ['invitations'] as const,
  experiences: ['experiences'] as const,
};

export const staff = {
  all: () => http.get<Page<Staff>>('/api/staff'),
  change: (id: string, wanted: Partial<StaffWanted>) => http.patch<Staff>(path(id), wanted),
  disable: (id: string) => http.post<Staff>(`${path(id)}/disable`),
  enable: (id: string) => http.post<Staff>(`${path(id)}/enable`),
  reset: (id: string) => http.post<MadeLink>(`${path(id)}/reset`),
  invitations: () => http.get<Page<Invitation>>('/api/invitations'),
  invite: (wanted: StaffWanted) => http.post<Invitation & MadeLink>('/api/invitations', wanted),
  withdraw: (id: string) => http.delete(`/api/invitations/${encodeURIComponent(id)}`),
  experiences: () => http.get<Page<Experience>>('/api/experiences'),
  setExperiences: (items: readonly Experience[]) =>
    http.put<Page<Experience>>('/api/experiences', { items }),
};

export const join = {
  look: (token: string) => http.post<LinkSeen>('/api/join/look', { token }),
  // Without a username: a new password.
  use: (token: string, password: string, username: string | null) =>
    http.post<Session>('/api/join', { token, password, ...(username !== null && { username }) }),
};
