export const status = {
  received: 'recibido',
  queued: 'en cola',
  sending: 'enviando …',
  sent: 'enviado',
  delivered: 'entregado',
  failed: 'no entregado',
  unknown: 'No sabemos si llegó. No se volverá a enviar por sí solo.',
  unknownShort: 'sin confirmar',
  notSent: 'aún no se envía',
  waitingForConnection: 'Espera a que vuelva la conexión. Se enviará una sola vez.',
  notConfirmed: 'Aún sin confirmar. Si lo intentas de nuevo, no puede enviarse dos veces.',
  discard: 'Descartar',
};
