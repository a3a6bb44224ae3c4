// Words that several screens share.
export const common = {
  title: 'Warmline',
  tryAgain: 'Try again',
  cancel: 'Cancel',
  showMore: 'Show more',
  someone: 'someone',
} as const;
