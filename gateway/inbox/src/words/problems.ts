// Why something did not happen, in words for the person who tried.
import type { Problem } from '../api/problem';

const plain: Record<string, string> = {
  wrong_code: 'That is not the code, or it is no longer good. Ask for a new one.',
  phone_taken: 'Somebody else on your team uses this phone already.',
  wrong_password: 'The username or password is not right.',
  not_signed_in: 'You are signed out. Please sign in again.',
  forbidden: 'You may not do that.',
  bad_csrf: 'Somebody signed in anew in this browser. Please reload the page.',
  not_found: 'That conversation is not here any more.',
  offer_expired: 'The offer has moved on to somebody else. That is fine.',
  not_on: 'Say that you are on first.',
  at_capacity: 'You already have as many conversations as you take. Close or hand off one first.',
  opted_out: 'They opted out. You can’t reply until they text START.',
  forgotten: 'They were forgotten. Nobody can write to them from here any more.',
  conversation_live: 'They have another conversation by now. Please look in the list.',
  conversation_closed: 'This conversation is closed. Reopen it to write.',
  empty_body: 'There is nothing to send yet.',
  too_long: 'This is longer than one text may be (1600 characters).',
  peer_off: 'They are off right now.',
  peer_full: 'They already have as many conversations as they take.',
  not_wanted: 'They asked for somebody other than this person. Please let another peer have it.',
  shift_over: 'This shift is over.',
  swap_over: 'This swap was decided, or the shift has changed since.',
  store_full: 'Warmline has no room left to keep this. Please tell a coordinator.',
  store_unavailable: 'Warmline is busy. Please try again in a moment.',
  store_damaged: 'Something that Warmline keeps is damaged. Please tell your administrator.',
  stopping: 'Warmline is restarting. Please try again in a moment.',
  unreachable: 'Warmline did not answer. Please try again.',
};

function tooManyTries(seconds: number | null): string {
  if (seconds === null) return 'Too many tries. Please wait a little.';
  if (seconds < 90) return `Too many tries. Please wait ${Math.ceil(seconds)} seconds.`;
  return `Too many tries. Please wait ${Math.ceil(seconds / 60)} minutes.`;
}

// `codename`: whose conversation it is about, where the reader may be looking at another one by now.
export function problemWords(problem: Problem, codename = 'this conversation'): string {
  const name = problem.ownerName ?? 'Somebody else';
  switch (problem.code) {
    case 'already_claimed':
      return `${name} has ${codename} now.`;
    case 'not_owner':
      return `${name} has this conversation now. Your words are kept here.`;
    case 'shift_taken':
      return `${name} has this shift now.`;
    case 'too_many_tries':
      return tooManyTries(problem.retryAfterSeconds);
    default:
      return plain[problem.code] ?? 'That did not work. Please try again.';
  }
}
