export const common = {
  title: 'Warmline',
  titleWith: '({{count}}) Warmline',
  tryAgain: 'Intentar de nuevo',
  cancel: 'Cancelar',
  showMore: 'Mostrar más',
  someone: 'alguien',
};
