export const search = {
  label: 'Buscar',
  lead:
    'Tienen que estar todas las palabras. ' +
    '"Dos palabras" entre comillas van seguidas; jard* encuentra lo que empieza así.',
  hint: 'Buscar mensajes y notas',
  clear: 'Borrar la búsqueda',
  results: 'Encontrado',
  count_one: '{{count}} resultado',
  count_other: '{{count}} resultados',
  countSoFar: 'Más de {{count}} resultados',
  sent: 'Enviado:',
  note: 'Nota:',
  none: 'No se encontró nada. Prueba con otra palabra, o solo con su comienzo.',
  noneYet: 'No se encontró nada en los mensajes más recientes.',
  further: 'Buscar más atrás',
  nothingToSearch: 'Escribe una palabra, o sus tres primeras letras.',
  tooMuch: 'Son muchas palabras. Con unas pocas basta.',
};
