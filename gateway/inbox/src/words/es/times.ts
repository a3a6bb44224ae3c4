export const times = {
  today: 'Hoy',
  yesterday: 'Ayer',
  at: 'a {{time, theHour}}',
  onDayAt: 'el {{day}} a {{time, theHour}}',
  underAMinute: 'menos de un minuto',
  minutes_one: '{{count}} minuto',
  minutes_other: '{{count}} minutos',
  min: '{{count}} min',
  hours: '{{hours}} h',
  hoursMin: '{{hours}} h {{minutes}} min',
  days_one: '{{count}} día',
  days_other: '{{count}} días',
};
