// Finding what was said.
export const search = {
  label: 'Search',
  lead:
    'All words have to be there. ' +
    '"Two words" in quotes follow each other; gard* finds what begins so.',
  hint: 'Search texts and notes',
  clear: 'Clear the search',
  results: 'Found',
  count_one: '{{count}} found',
  count_other: '{{count}} found',
  countSoFar: '{{count}}+ found',
  sent: 'Sent:',
  note: 'Note:',
  none: 'Nothing found. Try another word, or only how it begins.',
  noneYet: 'Nothing found in the newest texts.',
  further: 'Look further back',
  nothingToSearch: 'Type a word, or the first three letters of one.',
  tooMuch: 'These are a lot of words. A few are enough.',
} as const;
