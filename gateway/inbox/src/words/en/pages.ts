// The ways from page to page.
export const pages = {
  label: 'Pages',
  inbox: 'Inbox',
  more: 'More',
  news_one: '{{count}} new',
  news_other: '{{count}} new',
  titleOf: '{{page}} · Warmline',
  titleWithNews: '({{count}}) {{title}}',
  failed: 'This page did not load',
  failedLead: 'Warmline may have been updated in the meantime. What you wrote is kept.',
  reload: 'Load it again',
  none: 'There is no such page',
  noneLead: 'Or it is not one of yours.',
  toInbox: 'To the inbox',
} as const;
