export const staff = {
  heading: 'Equipo',
  invite: 'Invitar a alguien',
  find: 'Buscar a una persona',
  nobodyFound: 'Aquí nadie se llama así.',
  here: 'En el equipo',
  disabled: 'Desactivadas',
  invited: 'Con invitación, aún no están',
  you: 'tú',
  everyLine: 'todas las líneas',
  noLine: 'ninguna línea que exista',
  formerLine: 'una línea que ya no existe',
  load: '{{load}} de {{capacity}} abiertas',
  resetUntil: 'Aún no ha elegido una contraseña nueva. El enlace sirve hasta {{until}}.',
  invitedUntil: 'Invitación de {{by}} como {{role}}. El enlace sirve hasta {{until}}.',
  withdraw: 'Retirar',
  withdrawFor: 'Retirar la invitación de {{name}}',
  withdrawn: 'La invitación se retiró. Su enlace ya no abre nada.',
  more: 'Qué hacer con {{name}}',
  edit: 'Cambiar',
  reset: 'Contraseña nueva',
  disable: 'Desactivar',
  enable: 'Activar',
  enabled: '{{name}} puede iniciar sesión otra vez, con la contraseña que tenía.',
  saved: 'Guardado.',
  fields: {
    name: 'Nombre',
    nameHint: 'Como le conocen en el equipo y quienes escriben.',
    role: 'Función',
    roles: {
      peer: 'Par',
      coordinator: 'Coordinación',
      administrator: 'Administración',
    },
    roleHints: {
      peer: 'Responde mensajes.',
      coordinator:
        'Además ve a todas las personas que esperan, mueve conversaciones y abre y cierra líneas.',
      administrator: 'Además invita y desactiva a personas del equipo.',
    },
    lines: 'Líneas',
    linesHint: 'Si no se elige ninguna: todas.',
    languages: 'Idiomas',
    languagesHint: 'En los que puede escuchar.',
    experiences: 'Experiencias',
    experiencesHint: 'Lo que comparte y se le puede pedir.',
    capacity: 'Conversaciones a la vez',
  },
  form: {
    invite: 'Invitar a alguien',
    inviteConfirm: 'Crear un enlace',
    change: 'Cambiar a {{name}}',
    changeConfirm: 'Guardar',
    linesGone: 'Lo que tiene en líneas que ya no atiende vuelve a la cola.',
  },
  link: {
    heading: 'Un enlace para {{name}}',
    inviteLead:
      'Envíalo a {{name}}. Quien lo abra primero elige un nombre de usuario y una contraseña.',
    resetLead: 'Envíalo a {{name}}. Quien lo abra primero elige la contraseña nueva.',
    label: 'Enlace',
    copy: 'Copiar',
    copied: 'Copiado',
    good: 'Sirve una sola vez, hasta {{until}}. No se vuelve a mostrar.',
    done: 'Listo',
  },
  disabling: {
    heading: '¿Desactivar a {{name}}?',
    returns_one:
      '{{count}} conversación abierta vuelve antes a la cola, por delante de las nuevas, para que ' +
      'nadie se quede esperando.',
    returns_other:
      '{{count}} conversaciones abiertas vuelven antes a la cola, por delante de las nuevas, para ' +
      'que nadie se quede esperando.',
    nothingOpen: 'Ahora mismo nadie espera a {{name}}.',
    out: 'Después se cierra la sesión de {{name}} en todas partes, al instante, y ya no puede iniciarla.',
    stays: 'Lo que hizo {{name}} queda registrado. Puedes activar la cuenta otra vez.',
    confirm: 'Desactivar',
    stay: 'Dejar como está',
    done: 'La cuenta de {{name}} está desactivada y su sesión, cerrada.',
  },
  resetting: {
    heading: '¿Una contraseña nueva para {{name}}?',
    lead:
      'La contraseña anterior deja de servir ahora, y se cierra la sesión de {{name}} en todas ' +
      'partes. Recibes un enlace para que elija una nueva.',
    confirm: 'Crear un enlace',
  },
};
