import type { en } from '../en';
import type { Translated } from '../sentences';

export const talk: Translated<typeof en.talk> = {
  viewers: {
    label: 'Quién más está aquí',
    typing: '{{name}} está escribiendo …',
    typingTwo: '{{name}} y {{other}} están escribiendo …',
    typingMany: '{{name}} y {{count}} más están escribiendo …',
    looking: '{{name}} también está viendo esto',
    lookingTwo: '{{name}} y {{other}} también están viendo esto',
    lookingMany: '{{name}} y {{count}} más también están viendo esto',
  },
  draft: {
    here: 'Borrador',
    other: 'En otra pantalla escribiste:',
    otherGone: 'En otra pantalla estas palabras se enviaron o se borraron.',
    takeOther: 'Tomar esas palabras',
    takeGone: 'Borrarlas aquí también',
    keepMine: 'Dejar estas',
  },
  moved: {
    lead: '{{name}} tiene ahora esta conversación.',
    notShown: 'Ahora {{name}} tiene esta conversación, por eso no se muestra aquí.',
    leadNobody: 'Ahora esta conversación está con otra persona.',
    kept: 'Lo que escribiste sigue aquí y solo tú lo ves.',
    heading: 'Ahora la tiene {{name}}',
    headingNobody: 'Ahora la tiene otra persona',
    cannot: 'No se envió, para que no respondan dos a la vez. Tus palabras siguen aquí.',
    copy: 'Copiar mis palabras',
    copied: 'Copiado.',
    takeAway: 'Borrar mis palabras',
    stay: 'Dejar mis palabras aquí',
    ask: 'Ahora la tiene {{name}}. ¿Quieres enviar esto de todos modos?',
    sendAnyway: 'Enviarlo',
    notNow: 'Ahora no',
    dialog: 'Lo que escribiste',
  },
  length: {
    segments_one: '{{count}} mensaje',
    segments_other: 'sale como {{count}} mensajes',
    dear: '«{{character}}» lo convierte en {{count}} mensajes en lugar de {{fewer}}.',
    dearSeveral:
      'Los caracteres especiales ({{characters}}) lo convierten en {{count}} mensajes en lugar de {{fewer}}.',
    usePlain: 'Usar {{characters}} sencillo',
  },
  earlier: {
    show: 'Ver conversaciones anteriores',
    hide: 'Ocultar conversaciones anteriores',
  },
  news: '{{name}}: {{words}}',
  newsErased: '{{name}} escribió',
};
