import { expect, test } from 'vitest';
import { viewersOf } from './live_event';
import { Viewers, type Said } from './viewers';

function page() {
  const said: Said[] = [];
  const clock = { now: 0, connected: true };
  let ticks: (() => void)[] = [];
  const viewers = new Viewers('ana', {
    say: (words) => {
      if (clock.connected) said.push(words);
      return clock.connected;
    },
    every: (_, act) => {
      ticks.push(act);
      return () => (ticks = ticks.filter((tick) => tick !== act));
    },
    now: () => clock.now,
  });
  const passes = (ms: number) => {
    for (const end = clock.now + ms; clock.now < end; ) {
      clock.now += 1_000;
      for (const tick of ticks) tick();
    }
  };
  return { viewers, said, clock, passes, isTicking: () => ticks.length > 0 };
}

test('what is in front is said, and said again before it is forgotten', () => {
  const { viewers, said, passes, isTicking } = page();
  viewers.view('c1');
  viewers.view('c1');
  expect(said).toEqual([{ viewing: 'c1', typing: false }]);
  passes(41_000);
  expect(said).toHaveLength(3);
  viewers.view(null);
  expect(said.at(-1)).toEqual({ viewing: null, typing: false });
  expect(isTicking()).toBe(false);
});

test('typing is said with the first key, then now and then, and ends by itself', () => {
  const { viewers, said, passes } = page();
  viewers.view('c1');
  for (let keys = 0; keys < 50; keys += 1) viewers.type();
  expect(said.map(({ typing }) => typing)).toEqual([false, true]);
  for (let seconds = 0; seconds < 6; seconds += 1) {
    viewers.type();
    passes(1_000);
  }
  expect(said.map(({ typing }) => typing)).toEqual([false, true, true, true]);
  passes(5_000);
  expect(said.at(-1)).toEqual({ viewing: 'c1', typing: false });
  viewers.type();
  viewers.rest();
  expect(said.at(-1)).toEqual({ viewing: 'c1', typing: false });
});

test('after a lost connection it is said anew, and nobody is believed to be there', () => {
  const { viewers, said, clock } = page();
  viewers.view('c1');
  viewers.told('c1', [{ id: 'ben', name: 'Ben', typing: true }]);
  clock.connected = false;
  viewers.connectionIsLost();
  expect(viewers.of('c1')).toEqual([]);
  viewers.type();
  clock.connected = true;
  viewers.connectionIsBack();
  expect(said.at(-1)).toEqual({ viewing: 'c1', typing: true });
});

test('others are those who are not oneself', () => {
  const { viewers } = page();
  viewers.told('c1', [
    { id: 'ana', name: 'Ana', typing: true },
    { id: 'ben', name: 'Ben', typing: false },
  ]);
  expect(viewers.of('c1').map(({ name }) => name)).toEqual(['Ben']);
  viewers.told('c1', [{ id: 'ana', name: 'Ana', typing: true }]);
  expect(viewers.of('c1')).toEqual([]);
});

test('only a message about viewers is one', () => {
  const told = { kind: 'conversation.viewers', conversation: 'c1', viewers: [] };
  expect(viewersOf(JSON.stringify(told))).toEqual({ conversation: 'c1', viewers: [] });
  expect(viewersOf('{"seq":1,"kind":"text.received","conversation":"c1"}')).toBe(null);
  expect(viewersOf('nonsense')).toBe(null);
});
