// Every sentence the inbox shows, in English. Another language is another file of this shape.
const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

export const en = {
  locale: 'en',
  title: 'Warmline',
  atTime: (day: string | null, time: string) =>
    day === null ? `at ${time}` : `on ${day} at ${time}`,
  titleWith: (count: number) => `(${count}) Warmline`,

  signIn: {
    heading: 'Good to have you here',
    lead: 'Sign in to see who is waiting.',
    username: 'Username',
    password: 'Password',
    submit: 'Sign in',
  },
  signOut: {
    action: 'Sign out',
    heading: 'Sign out?',
    drafts: (count: number) =>
      `${plural(count, 'draft is', 'drafts are')} not sent yet. Signing out removes ` +
      `${count === 1 ? 'it' : 'them'} from this device.`,
    returns: (count: number) =>
      `You have ${plural(count, 'open conversation', 'open conversations')}. If this is your ` +
      `last device, ${count === 1 ? 'it returns' : 'they return'} to the queue.`,
    stay: 'Stay signed in',
  },

  presence: {
    label: 'Presence',
    on: 'On',
    break: 'Break',
    off: 'Off',
    of: { on: 'on', break: 'on a break', off: 'off' },
    question: 'Are you on?',
    questionLead: 'While you are off, nobody is offered to you.',
    questionBreak: 'You are on a break. Nobody is offered to you until you are back.',
    comeOn: 'I’m on',
    comeBack: 'I’m back',
    leaving: {
      break: { heading: 'Take a break?', confirm: 'Take a break' },
      off: { heading: 'Go off?', confirm: 'Go off' },
    },
    // What becomes of one's `open` conversations, of which `waiting` wait for an answer.
    returns: {
      off: (open: number) =>
        open === 1
          ? 'Your open conversation returns to the queue, ahead of newcomers, so that nobody ' +
            'waits for you. To choose who goes on with it, hand it off first.'
          : `Your ${open} open conversations return to the queue, ahead of newcomers, so that ` +
            'nobody waits for you. To choose who goes on with one, hand it off first.',
      break: (open: number, waiting: number) =>
        (waiting === 0
          ? ''
          : `${waiting} of your ${plural(open, 'open conversation', 'open conversations')} ` +
            `${waiting === 1 ? 'waits' : 'wait'} for an answer and ` +
            `${waiting === 1 ? 'returns' : 'return'} to the queue, ahead of newcomers. `) +
        'Whoever you have answered stays with you, and goes to the queue if they write again ' +
        'before you are back.',
    },
    stay: 'Stay on',
  },

  list: {
    label: 'Conversations',
    tabs: { now: 'Now', everyone: 'Everyone’s', closed: 'Closed' },
    offered: 'Offered',
    mine: 'Mine',
    waiting: 'Waiting',
    more: 'Show more',
    none: {
      offered: 'Nobody is on offer right now.',
      mine: 'You have no open conversation.',
      waiting: 'Nobody is waiting.',
      open: 'Nobody has an open conversation.',
      closed: 'Nothing has been closed yet.',
    },
    failed: 'This list could not be loaded.',
    again: 'Try again',
    unread: (count: number) => plural(count, 'new text', 'new texts'),
    urgent: 'Urgent',
    returned: 'Returned',
    optedOut: 'Opted out',
    resting: (until: string) => `Resting until ${until}`,
    waitingFor: (span: string) => `waiting ${span}`,
    owner: (name: string) => `${name} has it`,
    offeredTo: (name: string) => `offered to ${name}`,
    draft: (words: string) => `Draft: ${words}`,
    sent: (preview: string) => `Sent: ${preview}`,
    picture: 'A picture',
    erased: 'Erased',
    blocked: 'Blocked',
    secondsLeft: (seconds: number) => `${plural(seconds, 'second', 'seconds')} left`,
  },

  search: {
    label: 'Search',
    hint: 'Search texts and notes',
    clear: 'Clear the search',
    results: 'Found',
    count: (count: number, more: boolean) => `${count}${more ? '+' : ''} found`,
    sent: 'Sent:',
    note: 'Note:',
    none: 'Nothing found. Try another word, or only how it begins.',
    noneYet: 'Nothing found in the newest texts.',
    further: 'Look further back',
    nothingToSearch: 'Type a word, or the first three letters of one.',
    tooMuch: 'These are a lot of words. A few are enough.',
  },

  thread: {
    label: 'Thread',
    nothingChosen: 'Choose a conversation',
    nothingChosenLead: 'Take your time. Who waits longest is at the top of Waiting.',
    earlier: 'Earlier texts',
    earlierLoading: 'Loading …',
    newTexts: (count: number) => plural(count, 'new text', 'new texts'),
    toNewest: 'To the newest text',
    automatic: 'automatic',
    erased: 'Erased',
    late: (sentAt: string) => `late: sent at ${sentAt}`,
    note: 'Note',
    noteBy: (name: string) => `Note by ${name}`,
    noteByYou: 'Note by you',
    picture: (type: string) => `A picture came (${type})`,
    attachment: (type: string) => `A file came (${type})`,
    failed: 'This conversation could not be loaded.',
    notYours: 'This conversation is with somebody else now, so it is not shown here.',
    today: 'Today',
    yesterday: 'Yesterday',
    back: 'Back to the list',
    backToNews: (count: number) => `Back to the list, ${count} new`,
    you: 'You',
    side: 'About this conversation',
    sideBack: 'Back to the thread',
    stateWith: (state: string, name: string) => `${state}, with ${name}`,
  },

  status: {
    received: 'received',
    queued: 'queued',
    sending: 'sending …',
    sent: 'sent',
    delivered: 'delivered',
    failed: 'not delivered',
    unknown: 'We don’t know whether this arrived. It will not be sent again by itself.',
    unknownShort: 'unsure',
    failedNoReason: 'The carrier did not say why.',
    notSent: 'not sent yet',
    waitingForConnection: 'Waits for the connection. It will be sent once.',
    notConfirmed: 'Not confirmed yet. Trying again cannot send it twice.',
    noteNotConfirmed: 'We don’t know whether this note was kept. Look above before trying again.',
    tryAgain: 'Try again',
    discard: 'Discard',
  },

  composer: {
    mode: 'What to write',
    reply: 'Reply',
    note: 'Note',
    replyHint: (codename: string) => `Write to ${codename} …`,
    noteHint: 'Only staff see this …',
    send: 'Send',
    addNote: 'Add note',
    shortcut: 'Ctrl+Enter sends',
    noteShortcut: 'Ctrl+Enter adds it',
    left: (count: number) => `${count} characters left`,
    tooLong: (count: number) => `${count} characters too long`,
    optedOut: 'They opted out. You can’t reply until they text START.',
    blocked: (until: string) =>
      `Blocked until ${until}. What they text is kept here, and nobody is told of it.`,
    somebodyElses: (name: string) => `${name} has this conversation.`,
    nobodys: 'Nobody has this conversation yet.',
    mayStillWrite: 'You can still write.',
    offeredToYou: (codename: string) => `${codename} is offered to you`,
    offeredLead: 'Accept to answer, or pass it on. Passing is always fine.',
    offeredTo: (name: string) => `This is offered to ${name} right now.`,
    waiting: (codename: string) => `${codename} is waiting for someone`,
    waitingLead: 'Claim this conversation to answer.',
    waitingNotOn: 'Say that you are on, then you can claim it.',
    closed: 'This conversation is closed.',
    resting: (until: string) => `Resting until ${until}. A new text wakes it.`,
  },

  actions: {
    label: 'Actions',
    accept: 'Accept',
    pass: 'Pass',
    claim: 'Claim',
    handOff: 'Hand off',
    assign: 'Assign',
    rest: 'Rest',
    close: 'Close',
    reopen: 'Reopen',
    cancel: 'Cancel',
    handOffHeading: (codename: string) => `Hand off ${codename}`,
    handOffTo: 'To whom?',
    backToQueue: 'Back to the queue',
    backToQueueLead: 'Whoever is free next goes on, ahead of newcomers.',
    noteLabel: 'A word for whoever goes on',
    noteHint: 'What would help them? Only staff see it.',
    assignHeading: (codename: string) => `Assign ${codename}`,
    insistHeading: 'Assign anyway?',
    insist: 'Assign anyway',
    peerOff: (name: string) => `${name} is off and may not see it.`,
    peerBreak: (name: string) => `${name} is on a break.`,
    peerNotWanted: (name: string) => `They asked for somebody other than ${name}.`,
    peerFull: (name: string) => `${name} already has as many conversations as they take.`,
    restHeading: 'Come back to it',
    restLead: 'A new text wakes it sooner.',
    restMinutes: 'In 15 minutes',
    restHour: 'In an hour',
    restTomorrow: 'Tomorrow morning',
    closeHeading: 'Close without an answer?',
    closeLead: (codename: string) => `${codename} wrote last and nobody has answered yet.`,
    closeAnyway: 'Close anyway',
    closePlain: 'Close',
    closeAskedBack: 'Close, I asked them to come back',
    closeAskedBackLead: 'Then their next conversation is not counted.',
    keepOpen: 'Keep it open',
  },

  flags: {
    label: 'Flags',
    worrying: (phrase: string) => `Worrying words: “${phrase}”`,
    worryingErased: 'Worrying words',
    byHand: (name: string) => `${name} flagged this as urgent`,
    optOutWish: (phrase: string) => `They may not want any more texts: “${phrase}”`,
    optOutWishErased: 'They may not want any more texts',
    optOutLead: 'Opting them out is the same as their STOP: nothing more is sent until they text START.',
    tooOften: 'They have come more often today than this line has in mind',
    tooOftenLead: 'Answer as you would. Nobody is refused for it; it is for you to know.',
    other: 'Flagged',
    more: 'Show all',
    less: 'Show less',
    raise: 'Flag',
    raiseHeading: (codename: string) => `Flag ${codename} as urgent`,
    raiseLead: 'It goes to the front of the queue, and coordinators are told. Nobody else is.',
    clear: 'Clear',
    clearName: (flag: string) => `Clear: ${flag}`,
    clearHeading: 'Clear this flag?',
    noteLabel: 'Why?',
    noteHint: 'A few words for whoever reads this later. Only staff see them.',
    optOut: 'Opt them out',
    optOutHeading: (codename: string) => `Opt ${codename} out?`,
    stay: 'Not now',
  },

  block: {
    act: 'Block their texts',
    heading: (codename: string) => `Block ${codename}?`,
    lead:
      'Their conversation is closed. Until the end of the day you choose, what they text is kept, ' +
      'nobody is told of it, and nothing answers. They can still text STOP and FORGET.',
    untilLabel: 'Until the end of',
    reasonLabel: 'Why?',
    reasonHint: 'For whoever coordinates next. Only staff see it.',
    confirm: 'Block',
    end: 'End the block',
    fact: 'Blocked until',
    by: 'Blocked by',
    reason: 'Reason',
  },

  people: {
    heading: 'Who is here',
    you: 'you',
    load: (load: number, capacity: number) => `${load} of ${capacity}`,
    loadLabel: (load: number, capacity: number) =>
      `${plural(load, 'conversation', 'conversations')} of ${capacity}`,
    coordinator: 'coordinator',
    administrator: 'administrator',
    peer: 'peer',
    free: 'free',
    full: 'full',
    outsideRota: 'outside the rota',
    none: 'Nobody else works on this line.',
    line: 'Line',
    language: 'Language',
    wishes: 'Wishes',
    wishOnly: (wish: string) => `${wish}, nothing else`,
    state: 'State',
    owner: 'With',
    nobody: 'nobody yet',
    began: 'Began',
    waitingSince: 'Has waited',
    closedAt: 'Closed',
    states: {
      waiting: 'waiting',
      offered: 'offered',
      open: 'open',
      resting: 'resting',
      closed: 'closed',
    },
  },

  connection: {
    lost: 'Connecting again … What you write is kept.',
    offline: 'You are offline. What you write is kept and sent when you are back.',
    back: 'Connected again',
    unreachable: 'Warmline does not answer',
    unreachableLead: 'We keep trying. Nothing that you wrote is lost.',
    again: 'Try again',
  },

  notices: {
    dismiss: 'Dismiss',
    handedOff: (name: string) => `Handed to ${name}.`,
    returned: 'Back in the queue.',
    assigned: (name: string) => `Assigned to ${name}.`,
    closed: 'Closed.',
    flagged: 'A conversation was flagged as urgent.',
    flaggedYours: 'One of your conversations was flagged as urgent.',
    flagCleared: 'The flag is cleared.',
    optedOut: 'They are opted out. Nothing more is sent to them.',
    blocked: 'Blocked.',
    unblocked: 'The block has ended.',
    theyWaitForYou: 'Somebody is waiting for your answer.',
    takenForSilence:
      'They waited long for an answer, so the conversation went back to the queue. Others will see to it.',
    quietForLong: 'One of your conversations has gone quiet. You may close it if it is over.',
    shiftBegins: (when: string) => `Your shift begins ${when}.`,
    shiftEnds: (when: string, open: number) =>
      `Your shift ends ${when}. ` +
      (open === 0
        ? 'Nothing is open with you.'
        : `You have ${plural(open, 'conversation', 'conversations')} to hand off or close; ` +
          'what is left then goes back to the queue.'),
    shiftOver:
      'Your shift is over. What was still with you went back to the queue. Thank you for today.',
    hoursUncovered: 'For some hours of the days ahead nobody is on the rota yet.',
    onBreakByLapses:
      'Two offers went by unanswered, so you are on a break now. Come back whenever you like.',
    pagedWaiting: (waiting: number, minutes: number) =>
      `${plural(waiting, 'person waits', 'people wait')} for an answer, the longest for ` +
      `${plural(minutes, 'minute', 'minutes')}.`,
    pagedNobody: 'Nobody on call could be texted.',
    pagedUrgent: 'Something was flagged as urgent. Please look now.',
    pagedLapses: 'A peer let two offers go by and is on a break now.',
    pagedInstead: 'Nobody has seen to the queue yet, so you are asked now.',
  },
} as const;
