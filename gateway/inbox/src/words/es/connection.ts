export const connection = {
  lost: 'Conectando de nuevo … Lo que escribas se guarda.',
  offline: 'No tienes conexión. Lo que escribas se guarda y se envía cuando vuelva.',
  unreachable: 'Warmline no responde',
  unreachableLead: 'Seguimos intentando. Nada de lo que escribiste se pierde.',
};
