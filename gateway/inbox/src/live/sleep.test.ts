import { expect, test } from 'vitest';
import { noticeSleep } from './sleep';

function pageThat() {
  let now = 1_000_000;
  let tick: () => void = () => undefined;
  const page = { inSight: true, woken: 0 };
  const end = noticeSleep(
    {
      every: (_, act) => {
        tick = act;
        return () => (tick = () => undefined);
      },
      now: () => now,
      isInSight: () => page.inSight,
    },
    () => (page.woken += 1),
  );
  const ticksAfter = (ms: number) => {
    now += ms;
    tick();
  };
  return Object.assign(page, { ticksAfter, end });
}

test('a machine that slept is noticed by its timers, once', () => {
  const page = pageThat();
  for (let nth = 0; nth < 20; nth += 1) page.ticksAfter(5_000);
  page.ticksAfter(9_000); // busy
  expect(page.woken).toBe(0);
  page.ticksAfter(3_600_000);
  page.ticksAfter(5_000);
  expect(page.woken).toBe(1);
});

test('a page out of sight, whose timers are held back, is not taken for asleep', () => {
  const page = pageThat();
  page.inSight = false;
  page.ticksAfter(5_000);
  page.ticksAfter(60_000);
  page.inSight = true;
  page.ticksAfter(60_000);
  expect(page.woken).toBe(0);
});

test('a page that is gone notices nothing', () => {
  const page = pageThat();
  page.end();
  page.ticksAfter(3_600_000);
  expect(page.woken).toBe(0);
});
