// The page behind a link: to join, or to choose a new password.
export const join = {
  heading: 'Welcome, {{name}}',
  lead: 'You are invited as {{role}}. Choose how you will sign in.',
  resetHeading: 'Hello again, {{name}}',
  resetLead: 'Choose a new password. You sign in as {{username}}.',
  username: 'Username',
  usernameHint: 'Letters, digits, dots, dashes and underscores.',
  password: 'Password',
  passwordHint: 'At least 8 characters. A few words in a row are good.',
  submit: 'Join',
  resetSubmit: 'Keep it and sign in',
  overHeading: 'This link does not open anything',
  over: 'It was used already, or it is too old. Ask your administrator for a new one.',
  toSignIn: 'Go to the sign-in',
} as const;
