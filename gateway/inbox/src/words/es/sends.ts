import type { en } from '../en';
import type { Translated } from '../sentences';

export const sends: Translated<typeof en.sends> = {
  tryAgain: 'Intentar de nuevo',
  leave: 'Dejarlo así',
  check: 'Preguntar al operador',
  checking: 'Buscando …',
  sendAgain: 'Enviarlo otra vez',
  found: 'El operador lo tiene.',
  absent: 'El operador no lo tiene: nunca salió.',
  absentAgain: 'El operador no lo tiene. Saldrá otra vez por sí solo.',
  unclear: 'El operador aún no sabe si salió. Puede que haya llegado.',
  notReached: 'El operador no respondió. Inténtalo en un momento.',
  sentAgain: 'Se envió otra vez más abajo.',
  left: 'Se dejó así.',
  mayBeTwice: 'Si al final llegó, lo recibirá dos veces.',
  unknown: 'No sabemos si esto llegó. No se enviará otra vez por sí solo.',
  why: {
    account:
      'El operador rechazó la cuenta de esta línea y no sale ningún mensaje. Avisa a coordinación.',
    setup: 'El número de esta línea no está preparado para esto en el operador. Avisa a coordinación.',
    busy: 'El operador estaba muy ocupado. Inténtalo en unos minutos.',
    registration:
      'El operador no pasa mensajes hasta que el número de esta línea esté registrado. Avisa a coordinación.',
    limit:
      'Esta línea llegó por ahora al límite del operador. Inténtalo más tarde y avisa a coordinación.',
    noTexts: 'Este número no puede recibir mensajes. Quizá sea un fijo o esté fuera de servicio.',
    notANumber: 'El operador dice que a este número no se le pueden enviar mensajes.',
    picture: 'El operador no pudo enviar la imagen. Envía solo palabras.',
    optedOut: 'Se dio de baja antes de que saliera. No puedes responder hasta que escriba START.',
    ourFault: 'El operador no pudo usar lo que le mandamos. Avisa a coordinación.',
    late: 'Esperó demasiado y se descartó. Inténtalo de nuevo.',
    country: 'Esta línea no puede escribir a ese país. Avisa a coordinación.',
    tooLong: 'Era demasiado largo paral operador. Envíalo en partes más cortas.',
    unreachable: 'No se pudo alcanzar su teléfono. Quizá esté apagado o sin señal: inténtalo luego.',
    blocked: 'Su teléfono o su compañía bloquea los mensajes de esta línea.',
    notInUse: 'Parece que este número no está en uso.',
    filtered: 'El filtro de la compañía lo detuvo. Prueba otras palabras, sin enlaces.',
    partLost: 'Una parte se perdió en el camino. Inténtalo de nuevo.',
    unexplained: 'No llegó, y el operador no dijo por qué. Inténtalo una vez más.',
    damaged: 'Ya no se puede leer. Escríbelo otra vez y avisa a coordinación.',
    lostEachTime: 'No se pudo alcanzar al operador. Inténtalo más tarde.',
    forgotten: 'Se le olvidó antes de que se enviara.',
  },
};
