// The pages of the app, in the order of the navigation. A page is added by a line here: its address,
// its entry in the navigation and who may open it follow from that.
import type { ComponentType } from 'react';
import type { Role } from './api/types';
import {
  IconCalendar,
  IconChartBar,
  IconHistory,
  IconInbox,
  IconLayoutBoard,
  IconMessage,
  IconSearch,
  IconSettings,
  IconUsers,
  type IconComponent,
} from './icons';
import { t } from './words';

export interface Page {
  // Addresses that begin so belong to the page as well: "/staff" has "/staff/new". It reads the
  // rest itself, with usePath().
  path: string;
  alsoAt?: string;
  roles: readonly Role[];
  // A word or two, for the navigation and the title of the window.
  title: () => string;
  icon: IconComponent;
  // Each page is a file of its own, loaded when somebody opens it. A page has one <h1>.
  load: () => Promise<ComponentType>;
}

const coordinators: readonly Role[] = ['coordinator', 'administrator'];
const everybody: readonly Role[] = ['peer', 'coordinator', 'administrator'];

export const inbox: Page = {
  path: '/',
  alsoAt: '/c',
  roles: everybody,
  title: () => t('pages.inbox'),
  icon: IconInbox,
  load: async () => (await import('./inbox/inbox_page')).InboxPage,
};

export const rota: Page = {
  path: '/rota',
  roles: everybody,
  title: () => t('rota.title'),
  icon: IconCalendar,
  load: async () => (await import('./rota/rota_page')).RotaPage,
};

const pages: readonly Page[] = [
  inbox,
  {
    path: '/board',
    roles: coordinators,
    title: () => t('board.heading'),
    icon: IconLayoutBoard,
    load: async () => (await import('./board/board_page')).BoardPage,
  },
  rota,
  {
    path: '/search',
    roles: everybody,
    title: () => t('search.label'),
    icon: IconSearch,
    load: async () => (await import('./search/search_page')).SearchPage,
  },
  {
    path: '/staff',
    roles: coordinators,
    title: () => t('staff.heading'),
    icon: IconUsers,
    load: async () => (await import('./staff/staff_page')).StaffPage,
  },
  {
    path: '/activity',
    roles: coordinators,
    title: () => t('activity.heading'),
    icon: IconHistory,
    load: async () => (await import('./activity/activity_page')).ActivityPage,
  },
  {
    path: '/wording',
    roles: coordinators,
    title: () => t('wording.heading'),
    icon: IconMessage,
    load: async () => (await import('./wording/wording_page')).WordingPage,
  },
  {
    path: '/numbers',
    roles: coordinators,
    title: () => t('numbers.heading'),
    icon: IconChartBar,
    load: async () => (await import('./numbers/numbers_page')).NumbersPage,
  },
  {
    path: '/settings',
    roles: everybody,
    title: () => t('settings.heading'),
    icon: IconSettings,
    load: async () => (await import('./settings/settings_page')).SettingsPage,
  },
];

export function pagesFor(role: Role): readonly Page[] {
  return pages.filter((page) => page.roles.includes(role));
}

const liesIn = (path: string, begin: string) => path === begin || path.startsWith(`${begin}/`);

// Null where there is none, or none for this role.
export function pageAt(path: string, role: Role): Page | null {
  const found = pagesFor(role).find(
    (page) => liesIn(path, page.path) || (page.alsoAt && liesIn(path, page.alsoAt)),
  );
  return found ?? null;
}
