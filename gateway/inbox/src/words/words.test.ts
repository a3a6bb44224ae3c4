import { expect, test } from 'vitest';
import { Problem } from '../api/problem';
import { t } from '.';
import { happeningWords } from './happenings';
import { problemWords } from './problems';
import { atTime, dayWords, sameDay, span } from './times';

const now = new Date(2026, 4, 20, 15, 0);
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();

test('a time of day that ends with a full stop ends its sentence', () => {
  for (const until of ['24 nov, 12:10 p.m.', '24 nov, 9:05 a.\u00a0m.']) {
    expect(t('staff.link.good', { until })).toBe(`Good once, until ${until} It is not shown again.`);
  }
  expect(t('staff.link.good', { until: '21:00' })).toContain('until 21:00. It is');
});

test('a handoff names both', () => {
  const happening = { kind: 'conversation.handed_off', from_name: 'Ana', to_name: 'Ben' };
  expect(happeningWords(happening, 'Ana')).toBe('Ana handed this to Ben');
});

test('a handoff to nobody went to the queue', () => {
  const happening = { kind: 'conversation.handed_off', from_name: 'Ana', to_name: null };
  expect(happeningWords(happening, 'Ana')).toBe('Ana handed this back to the queue');
});

test('what the line did by itself needs no actor', () => {
  expect(happeningWords({ kind: 'conversation.woke' }, null)).toBe('No longer resting');
  expect(happeningWords({ kind: 'conversation.closed' }, null)).toBe('Closed');
  expect(happeningWords({ kind: 'conversation.lapsed', from_name: 'Ana' }, null)).toBe(
    'The offer to Ana lapsed',
  );
});

test('a return says from whom', () => {
  const returned = { kind: 'conversation.returned', from_name: 'Ana', to_name: null };
  expect(happeningWords(returned, null)).toBe('This went from Ana back to the queue');
});

test('a flag says what raised it, and whoever cleared it', () => {
  const raised = { kind: 'flag.raised', flag_kind: 'worrying_words' };
  expect(happeningWords(raised, null)).toBe('Flagged: worrying words');
  expect(happeningWords({ ...raised, flag_kind: 'by_hand' }, 'Ana')).toBe('Ana raised a flag');
  expect(happeningWords({ ...raised, flag_kind: 'painted' }, null)).toBe('A flag was raised');
  expect(happeningWords({ kind: 'flag.cleared' }, 'Ana')).toBe('Ana cleared a flag');
});

test('a block says until when', () => {
  const until = at(2026, 4, 30, 12, 0);
  expect(happeningWords({ kind: 'thread.blocked', until }, 'Cora')).toBe(
    'Cora blocked their texts until Saturday, May 30, 2026',
  );
});

test('a kind from a newer service is not shown', () => {
  expect(happeningWords({ kind: 'conversation.painted' }, 'Ana')).toBeNull();
});

test('a lost claim says who has it', () => {
  const lost = new Problem(409, 'already_claimed', { ownerName: 'Ana' });
  expect(problemWords(lost)).toBe('Ana has this conversation now.');
});

test('too many tries say how long to wait', () => {
  const words = (seconds: number | null) =>
    problemWords(new Problem(429, 'too_many_tries', { retryAfterSeconds: seconds }));
  expect(words(30)).toContain('30 seconds');
  expect(words(240)).toContain('4 minutes');
  expect(words(null)).toContain('a little');
});

test('an unknown problem still has words', () => {
  expect(problemWords(new Problem(500, 'whatever'))).toContain('did not work');
});

test('days are today, yesterday, the weekday, then the date', () => {
  expect(dayWords(at(2026, 4, 20, 0, 1), now)).toBe('Today');
  expect(dayWords(at(2026, 4, 19, 23, 59), now)).toBe('Yesterday');
  expect(dayWords(at(2026, 4, 16, 12, 0), now)).toBe('Saturday');
  expect(dayWords(at(2026, 4, 13, 12, 0), now)).toBe('Wednesday, May 13, 2026');
});

test('in a sentence a weekday stands for the days around, and a date for what is further off', () => {
  const words = (...parts: [number, number, number, number, number]) =>
    atTime(at(...parts), now).replace('\u202f', ' ');
  expect(words(2026, 4, 20, 9, 0)).toBe('at 9:00 AM');
  expect(words(2026, 4, 18, 9, 0)).toBe('on Mon at 9:00 AM');
  expect(words(2026, 4, 22, 9, 0)).toBe('on Fri at 9:00 AM');
  expect(words(2026, 4, 13, 9, 0)).toBe('on May 13 at 9:00 AM');
  expect(words(2026, 1, 2, 9, 0)).toBe('on Feb 2 at 9:00 AM');
});

test('a day ends at midnight where one is', () => {
  expect(sameDay(at(2026, 4, 19, 23, 59), at(2026, 4, 20, 0, 1))).toBe(false);
  expect(sameDay(at(2026, 4, 20, 0, 1), at(2026, 4, 20, 23, 59))).toBe(true);
});

test('spans are short, and a clock that is a little behind shows no negative one', () => {
  const before = (ms: number) => new Date(now.getTime() - ms).toISOString();
  expect(span(before(-5_000), now)).toBe('under a minute');
  expect(span(before(4 * 60_000), now)).toBe('4 min');
  expect(span(before(125 * 60_000), now)).toBe('2 h 5 min');
  expect(span(before(49 * 3_600_000), now)).toBe('2 days');
});
