// What is told shortly, over the page.
export const notices = {
  dismiss: 'Dismiss',
  handedOff: 'Handed to {{name}}.',
  returned: 'Back in the queue.',
  assigned: 'Assigned to {{name}}.',
  closed: 'Closed.',
  flagged: 'A conversation was flagged as urgent.',
  flaggedYours: 'One of your conversations was flagged as urgent.',
  flagCleared: 'The flag is cleared.',
  optedOut: 'They are opted out. Nothing more is sent to them.',
  blocked: 'Blocked.',
  unblocked: 'The block has ended.',
  // Notices of the device.
  newText: 'Somebody wrote to you.',
  offeredToYou: 'Somebody is offered to you.',
  handedToYou: 'A conversation was handed to you.',
  assignedToYou: 'A conversation was assigned to you.',
  restIsOver: 'One of your conversations is no longer resting.',
  words: '{{codename}}: {{words}}',
  // What a screen reader says.
  newTextFrom: 'New text from {{codename}}.',
  theyWaitForYou: 'Somebody is waiting for your answer.',
  takenForSilence:
    'They waited long for an answer, so the conversation went back to the queue. Others will see ' +
    'to it.',
  quietForLong: 'One of your conversations has gone quiet. You may close it if it is over.',
  shiftBegins: 'Your shift begins {{when}}.',
  shiftEnds_zero: 'Your shift ends {{when}}. Nothing is open with you.',
  shiftEnds_one:
    'Your shift ends {{when}}. You have {{count}} conversation to hand off or close; what is left ' +
    'then goes back to the queue.',
  shiftEnds_other:
    'Your shift ends {{when}}. You have {{count}} conversations to hand off or close; what is left ' +
    'then goes back to the queue.',
  shiftOver:
    'Your shift is over. What was still with you went back to the queue. Thank you for today.',
  hoursUncovered: 'For some hours of the days ahead nobody is on the rota yet.',
  swapAsked: 'You are asked to swap a shift. Your rota shows which one.',
  swapAgreed: 'They agreed to swap. A coordinator has to approve it.',
  swapToApprove: 'Two peers agreed to swap a shift. The rota shows it, for you to approve.',
  swapApproved: 'A swap of yours was approved. The rota has changed.',
  swapDeclined: 'A swap of yours will not happen. The rota stays as it was.',
  onBreakByLapses:
    'Two offers went by unanswered, so you are on a break now. Come back whenever you like.',
  // `longest` is times.minutes.
  pagedWaiting_one: '{{count}} person waits for an answer, the longest for {{longest}}.',
  pagedWaiting_other: '{{count}} people wait for an answer, the longest for {{longest}}.',
  pagedNobody: 'Nobody on call could be texted.',
  pagedLapses: 'A peer let two offers go by and is on a break now.',
  pagedInstead: 'Nobody has seen to the queue yet, so you are asked now.',
} as const;
