import { expect, test } from 'vitest';
import { afterwards, allCovered, type Act } from './picture_list';

const after = (...acts: Act[]) => acts.reduce(afterwards, allCovered);
const shownAfter = (...acts: Act[]) => [...after(...acts).shown];

test('a picture is shown until it is covered, or out of sight', () => {
  const seen: Act[] = [
    { kind: 'come', keys: ['a/0', 'a/1'] },
    { kind: 'come', keys: ['b/0'] },
    { kind: 'show', key: 'a/1' },
    { kind: 'show', key: 'b/0' },
  ];
  expect(shownAfter(...seen)).toEqual(['a/1', 'b/0']);
  expect(shownAfter(...seen, { kind: 'cover', key: 'a/1' })).toEqual(['b/0']);
  const without: Act[] = [...seen, { kind: 'gone', keys: ['a/0', 'a/1'] }];
  expect(shownAfter(...without)).toEqual(['b/0']);
  expect(shownAfter(...without, { kind: 'come', keys: ['a/0', 'a/1'] })).toEqual(['b/0']);
});

test('what was shown while another one was large is covered with it, unless it is in sight', () => {
  const large: Act[] = [
    { kind: 'come', keys: ['a/0'] },
    { kind: 'show', key: 'a/0' },
    { kind: 'open', key: 'a/0' },
    { kind: 'open', key: 'far/0' },
    { kind: 'show', key: 'far/0' },
  ];
  expect(shownAfter(...large)).toEqual(['a/0', 'far/0']);
  expect(shownAfter(...large, { kind: 'close' })).toEqual(['a/0']);
  const gone: Act = { kind: 'gone', keys: ['a/0'] };
  expect(shownAfter(...large, gone)).toEqual(['a/0', 'far/0']);
  expect(shownAfter(...large, gone, { kind: 'close' })).toEqual([]);
});
