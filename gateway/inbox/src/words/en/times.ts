// Times and spans, as far as the language's own formats do not say them.
export const times = {
  today: 'Today',
  yesterday: 'Yesterday',
  at: 'at {{time}}',
  onDayAt: 'on {{day}} at {{time}}',
  underAMinute: 'under a minute',
  minutes_one: '{{count}} minute',
  minutes_other: '{{count}} minutes',
  min: '{{count}} min',
  hours: '{{hours}} h',
  hoursMin: '{{hours}} h {{minutes}} min',
  days_one: '{{count}} day',
  days_other: '{{count}} days',
} as const;
