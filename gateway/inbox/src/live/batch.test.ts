import { expect, test } from 'vitest';
import type { Affected } from './affected';
import { Batch } from './batch';
import { event } from './fake_event';

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

function gathering() {
  const reads: Affected[] = [];
  const service = { fails: false };
  const waits: { ms: number; act: () => void }[] = [];
  const batch = new Batch({
    read: (affected) => {
      reads.push(affected);
      return Promise.resolve(!service.fails);
    },
    after: (ms, act) => {
      const wait = { ms, act };
      waits.push(wait);
      return () => {
        if (waits.includes(wait)) waits.splice(waits.indexOf(wait), 1);
      };
    },
    random: () => 0,
    now: () => 0,
  });
  const waitIsOver = async () => {
    waits.shift()?.act();
    await settled();
  };
  const conversationsRead = () => reads.map(({ threads }) => [...threads.keys()]);
  return { batch, reads, service, waits, waitIsOver, conversationsRead };
}

const said = (seq: number, conversation: string, text: string) =>
  event(seq, { conversation, data: { text } });

test('what is told at once is read at once', async () => {
  const { batch, waits, waitIsOver, conversationsRead } = gathering();
  batch.add(said(1, 'c1', 't1'));
  batch.add(said(2, 'c2', 't2'));
  await waitIsOver();
  expect(conversationsRead()).toEqual([['c1', 'c2']]);
  expect(waits).toEqual([]);
});

test('what could not be read is read again, less and less often', async () => {
  const { batch, reads, service, waits, waitIsOver } = gathering();
  service.fails = true;
  batch.add(said(1, 'c1', 't1'));
  await waitIsOver(); // reads
  const pauses = [waits[0]?.ms];
  await waitIsOver(); // gathers
  await waitIsOver(); // reads
  pauses.push(waits[0]?.ms);
  expect(pauses).toEqual([250, 500]);
  service.fails = false;
  await waitIsOver();
  await waitIsOver();
  expect(reads).toHaveLength(3);
  expect(reads.every(({ threads }) => threads.get('c1')?.has('t1'))).toBe(true);
  expect(waits).toEqual([]);
});

test('what is told after a failure does not wait for it', async () => {
  const { batch, service, waits, waitIsOver, conversationsRead } = gathering();
  service.fails = true;
  batch.add(said(1, 'c1', 't1'));
  await waitIsOver();
  service.fails = false;
  batch.add(said(2, 'c2', 't2'));
  waits.reverse();
  await waitIsOver();
  expect(conversationsRead()).toEqual([['c1'], ['c2']]);
  expect(waits).toHaveLength(1);
});

test('when the connection is back nothing that was missed waits out its pause', async () => {
  const { batch, service, waits, waitIsOver, conversationsRead } = gathering();
  service.fails = true;
  batch.add(said(1, 'c1', 't1'));
  await waitIsOver();
  service.fails = false;
  batch.connectionIsBack();
  expect(waits).toHaveLength(1);
  await waitIsOver();
  expect(conversationsRead()).toEqual([['c1'], ['c1']]);
});

test('nothing is read any more for whoever has left', async () => {
  const { batch, reads, service, waits, waitIsOver } = gathering();
  service.fails = true;
  batch.add(said(1, 'c1', 't1'));
  await waitIsOver();
  batch.stop();
  expect(waits).toEqual([]);
  batch.add(said(2, 'c1', 't2'));
  expect(waits).toEqual([]);
  expect(reads).toHaveLength(1);
});
