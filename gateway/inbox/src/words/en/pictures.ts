// Pictures that came with texts.
export const pictures = {
  // Of one that came alone, and of one of several.
  one: 'Picture from them',
  oneOf: 'Picture {{place}} of {{all}} from them',
  show: 'Show it',
  covered: '{{picture}}, covered. Show it',
  open: '{{picture}}. Open it',
  cover: 'Cover it again',
  coverNamed: 'Cover it again: {{picture}}',
  close: 'Back to the thread',
  previous: 'Previous picture',
  next: 'Next picture',
  file: 'A file ({{type}}) that can’t be shown here',
  failed: 'The picture could not be loaded.',
  withheld: 'The carrier does not give this picture out right now.',
  gone: 'This picture is gone, here and at the carrier.',
  tooLarge: 'This picture is too large to be shown here.',
} as const;
