// Signing in and out, and saying what one is doing now.
export const session = {
  signIn: {
    heading: 'Good to have you here',
    lead: 'Sign in to see who is waiting.',
    username: 'Username',
    password: 'Password',
    submit: 'Sign in',
    language: 'Language',
  },
  signOut: {
    action: 'Sign out',
    heading: 'Sign out?',
    drafts_one: '{{count}} draft is not sent yet. Signing out removes it from this device.',
    drafts_other: '{{count}} drafts are not sent yet. Signing out removes them from this device.',
    returns_one:
      'You have {{count}} open conversation. If this is your last device, it returns to the queue.',
    returns_other:
      'You have {{count}} open conversations. If this is your last device, they return to the ' +
      'queue.',
    stay: 'Stay signed in',
  },
  presence: {
    label: 'Presence',
    on: 'On',
    break: 'Break',
    off: 'Off',
    // As a person's state, in a list or after their name.
    of: { on: 'on', break: 'on a break', off: 'off' },
    question: 'Are you on?',
    questionLead: 'While you are off, nobody is offered to you.',
    questionBreak: 'You are on a break. Nobody is offered to you until you are back.',
    shiftToday: 'Your shift today: {{hours}}',
    shiftHours: '{{from}} – {{to}}',
    noShiftToday: 'You have no shift today.',
    comeOn: 'I’m on',
    comeBack: 'I’m back',
    leaving: {
      break: { heading: 'Take a break?', confirm: 'Take a break' },
      off: { heading: 'Go off?', confirm: 'Go off' },
    },
    // What becomes of one's open conversations.
    returnsOff_one:
      'Your open conversation returns to the queue, ahead of newcomers, so that nobody waits for ' +
      'you. To choose who goes on with it, hand it off first.',
    returnsOff_other:
      'Your {{count}} open conversations return to the queue, ahead of newcomers, so that nobody ' +
      'waits for you. To choose who goes on with one, hand it off first.',
    // How many of `open`, which is presence.openOnes, wait for an answer.
    returnsBreak_one:
      '{{count}} of your {{open}} waits for an answer and returns to the queue, ahead of newcomers.',
    returnsBreak_other:
      '{{count}} of your {{open}} wait for an answer and return to the queue, ahead of newcomers.',
    openOnes_one: '{{count}} open conversation',
    openOnes_other: '{{count}} open conversations',
    staysBreak:
      'Whoever you have answered stays with you, and goes to the queue if they write again before ' +
      'you are back.',
    stay: 'Stay on',
    stayBreak: 'Stay on a break',
  },
} as const;
