// scripts/bench routing: what a text, an accept and a tick cost the store's one thread, where many
// wait and many are on, beside the same on an empty line and on one with a long past.
import { reportOf } from './programs.mjs';
import { table, verdict } from './table.mjs';

const lines = {
  'empty line': { waiting: 2, peersOn: 1 },
  '10,000 wait, 1,000 on': { waiting: 10_000, peersOn: 1000 },
  '100,000 texts before': { waiting: 2, peersOn: 20, textsBefore: 100_000 },
};
const acts = {
  text_of_somebody_new: 'a text of somebody new',
  another_text: 'another text',
  accept: 'an accept',
  tick: 'a tick',
  tick_with_a_lapse: 'a tick with a lapse',
};

// What issue 4 asks for.
const wanted = { p99_us: 1000 };

export async function routing(times) {
  const figures = { wanted };
  const rows = [];
  for (const [name, line] of Object.entries(lines)) {
    console.error(`==> routing: ${name}`);
    figures[name] = await reportOf('routing_cost', { ...line, times });
    for (const [act, words] of Object.entries(acts)) {
      const { p50_us: p50, p99_us: p99 } = figures[name][act];
      rows.push([name, words, p50.toFixed(0), p99.toFixed(0),
        verdict(p99 <= wanted.p99_us, '1 ms')]);
    }
  }
  console.log(`\nThe store's time for one step, in microseconds, commit included\n`);
  console.log(table(['on', 'step', 'p50', 'p99', 'wanted'], rows));
  return figures;
}
