export const notices = {
  dismiss: 'Quitar',
  handedOff: 'Entregada a {{name}}.',
  returned: 'De vuelta en la cola.',
  assigned: 'Asignada a {{name}}.',
  closed: 'Cerrada.',
  flagged: 'Se señaló una conversación como urgente.',
  flaggedYours: 'Una de tus conversaciones se señaló como urgente.',
  flagCleared: 'Se quitó la señal.',
  optedOut: 'Ya no recibe mensajes. No se le envía nada más.',
  blocked: 'Bloqueo puesto.',
  unblocked: 'El bloqueo terminó.',
  newText: 'Alguien te escribió.',
  offeredToYou: 'Se te ofrece hablar con alguien.',
  handedToYou: 'Se te entregó una conversación.',
  assignedToYou: 'Se te asignó una conversación.',
  restIsOver: 'Una de tus conversaciones ya no está en reposo.',
  words: '{{codename}}: {{words}}',
  newTextFrom: 'Nuevo mensaje de {{codename}}.',
  theyWaitForYou: 'Alguien espera tu respuesta.',
  takenForSilence:
    'Esperó mucho una respuesta, así que la conversación volvió a la cola. Otras personas se ' +
    'encargan.',
  quietForLong: 'Una de tus conversaciones está en silencio. Puedes cerrarla si ya terminó.',
  shiftBegins: 'Tu turno empieza {{when}}.',
  shiftEnds_zero: 'Tu turno termina {{when}}. No tienes nada abierto.',
  shiftEnds_one:
    'Tu turno termina {{when}}. Tienes {{count}} conversación por entregar o cerrar; lo que quede ' +
    'vuelve entonces a la cola.',
  shiftEnds_other:
    'Tu turno termina {{when}}. Tienes {{count}} conversaciones por entregar o cerrar; lo que quede ' +
    'vuelve entonces a la cola.',
  shiftOver: 'Tu turno terminó. Lo que aún tenías volvió a la cola. Gracias por lo de hoy.',
  hoursUncovered: 'En los próximos días hay horas que todavía nadie cubre.',
  swapAsked: 'Te piden cambiar un turno. El calendario muestra cuál.',
  swapAgreed: 'Se aceptó el cambio de turno. Falta que alguien de coordinación lo apruebe.',
  swapToApprove: 'Dos personas acordaron cambiar un turno. Está en el calendario para que lo apruebes.',
  swapApproved: 'Se aprobó un cambio de turno tuyo. El calendario ya lo muestra.',
  swapDeclined: 'Un cambio de turno tuyo no se hará. El calendario sigue como estaba.',
  onBreakByLapses:
    'Dos ofertas pasaron sin respuesta, por eso ahora estás en pausa. Vuelve cuando quieras.',
  pagedWaiting_one: '{{count}} persona espera respuesta, desde hace {{longest}}.',
  pagedWaiting_other:
    '{{count}} personas esperan respuesta; la que más espera, desde hace {{longest}}.',
  pagedNobody: 'No se pudo enviar un mensaje a nadie de guardia.',
  pagedLapses: 'A alguien del equipo se le pasaron dos ofertas y ahora está en pausa.',
  pagedInstead: 'Nadie se ha encargado de la cola todavía, así que ahora te lo pedimos a ti.',
};
