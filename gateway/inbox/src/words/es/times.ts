export const times = {
  today: 'Hoy',
  yesterday: 'Ayer',
  at: 'a las {{time}}',
  onDayAt: 'el {{day}} a las {{time}}',
  underAMinute: 'menos de un minuto',
  minutes_one: '{{count}} minuto',
  minutes_other: '{{count}} minutos',
  min: '{{count}} min',
  hours: '{{hours}} h',
  hoursMin: '{{hours}} h {{minutes}} min',
  days_one: '{{count}} día',
  days_other: '{{count}} días',
};
