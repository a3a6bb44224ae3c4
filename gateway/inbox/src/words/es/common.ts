export const common = {
  title: 'Warmline',
  tryAgain: 'Intentar de nuevo',
  cancel: 'Cancelar',
  showMore: 'Mostrar más',
  someone: 'alguien',
};
