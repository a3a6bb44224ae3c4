export const session = {
  signIn: {
    heading: 'Qué bueno que estés aquí',
    lead: 'Inicia sesión para ver quién espera.',
    username: 'Nombre de usuario',
    password: 'Contraseña',
    submit: 'Iniciar sesión',
    language: 'Idioma',
  },
  signOut: {
    action: 'Cerrar sesión',
    heading: '¿Cerrar sesión?',
    drafts_one:
      '{{count}} borrador aún no se ha enviado. Al cerrar sesión se borra de este dispositivo.',
    drafts_other:
      '{{count}} borradores aún no se han enviado. Al cerrar sesión se borran de este dispositivo.',
    returns_one:
      'Tienes {{count}} conversación abierta. Si este es tu último dispositivo, vuelve a la cola.',
    returns_other:
      'Tienes {{count}} conversaciones abiertas. Si este es tu último dispositivo, vuelven a la ' +
      'cola.',
    stay: 'Seguir aquí',
  },
  presence: {
    label: 'Presencia',
    on: 'En turno',
    break: 'Pausa',
    off: 'Fuera',
    of: { on: 'en turno', break: 'en pausa', off: 'fuera de turno' },
    question: '¿Estás en turno?',
    questionLead: 'Mientras estés fuera, no se te ofrece ninguna conversación.',
    questionBreak: 'Estás en pausa. No se te ofrece ninguna conversación hasta que vuelvas.',
    shiftToday: 'Tu turno de hoy: {{hours}}',
    shiftHours: '{{from}} – {{to}}',
    noShiftToday: 'Hoy no tienes turno.',
    comeOn: 'Ya estoy',
    comeBack: 'Ya volví',
    leaving: {
      break: { heading: '¿Tomar una pausa?', confirm: 'Tomar una pausa' },
      off: { heading: '¿Terminar por ahora?', confirm: 'Terminar' },
    },
    returnsOff_one:
      'Tu conversación abierta vuelve a la cola, antes que las nuevas, para que nadie se quede ' +
      'esperándote. Si quieres elegir quién la sigue, entrégala primero.',
    returnsOff_other:
      'Tus {{count}} conversaciones abiertas vuelven a la cola, antes que las nuevas, para que ' +
      'nadie se quede esperándote. Si quieres elegir quién sigue con alguna, entrégala primero.',
    returnsBreak_one:
      '{{count}} de tus {{open}} espera respuesta y vuelve a la cola, antes que las nuevas.',
    returnsBreak_other:
      '{{count}} de tus {{open}} esperan respuesta y vuelven a la cola, antes que las nuevas.',
    openOnes_one: '{{count}} conversación abierta',
    openOnes_other: '{{count}} conversaciones abiertas',
    staysBreak:
      'Las personas a las que ya respondiste se quedan contigo, y pasan a la cola si vuelven a ' +
      'escribir antes de que regreses.',
    stay: 'Seguir en turno',
    stayBreak: 'Seguir en pausa',
  },
};
