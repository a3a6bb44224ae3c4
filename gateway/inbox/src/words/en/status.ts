// Where a text out is.
export const status = {
  received: 'received',
  queued: 'queued',
  sending: 'sending …',
  sent: 'sent',
  delivered: 'delivered',
  failed: 'not delivered',
  unknown: 'We don’t know whether this arrived. It will not be sent again by itself.',
  unknownShort: 'unsure',
  notSent: 'not sent yet',
  waitingForConnection: 'Waits for the connection. It will be sent once.',
  waitingForWarmline: 'Warmline can’t take it just now. It goes by itself, once.',
  notConfirmed: 'Not confirmed yet. Trying again cannot send it twice.',
  discard: 'Discard',
} as const;
