// scripts/bench ingest: how fast texts are taken in, side by side with what they are measured
// against.
import { mkdtemp, rm } from 'node:fs/promises';
import { freshFolder, load, reportOf } from './programs.mjs';
import { env, Service } from './service.mjs';
import { median, ratio, table, verdict } from './table.mjs';
import { Missing, yardsticks } from './yardsticks.mjs';

const texters = 2000;
const connectionCounts = [64, 4];
const timing = { warmUp: 2, seconds: 8 };

// What issue 3 asks for.
const wanted = {
  ratios: { 'bare Beast': 0.2, Express: 8, Kannel: 1.5 },
  p99: { 64: 10_000, 4: 3_000 },
};

// One round with one of them: its reports by number of connections.
async function measure(yardstick, seed) {
  const folder = await freshFolder('ingest');
  const server = await yardstick.start(folder);
  try {
    const common = { ...server.target, texters };
    const opening = await load({ ...common, connections: 16, oneOfEach: true, seed });
    await server.settled?.();
    let sent = opening.sent;
    const reports = {};
    for (const connections of connectionCounts) {
      const more = { ...timing, connections, seed: seed + connections };
      reports[connections] = await load({ ...common, ...more });
      sent += reports[connections].sent;
    }
    const kept = await server.kept?.();
    if (kept !== undefined && kept !== sent) {
      throw new Error(`void: ${yardstick.name} has kept ${kept} of ${sent} texts`);
    }
    return reports;
  } finally {
    await server.stop();
  }
}

function combined(reports) {
  const of = (figure) => median(reports.map((report) => report[figure]));
  const rates = reports.map((report) => report.per_second);
  return {
    per_second: of('per_second'),
    per_second_least: Math.min(...rates),
    per_second_most: Math.max(...rates),
    p50_us: of('p50_us'),
    p99_us: of('p99_us'),
    max_us: Math.max(...reports.map((report) => report.max_us)),
  };
}

function rowsOf(figures, connections) {
  const ours = figures.warmline[connections];
  return Object.entries(figures).map(([name, byCount]) => {
    if (byCount.skipped) return [name, `skipped: ${byCount.skipped}`];
    const one = byCount[connections];
    const isOurs = name === 'warmline';
    const p99Most = wanted.p99[connections];
    const times = ours.per_second / one.per_second;
    return [
      name,
      one.per_second.toFixed(0),
      `${one.per_second_least.toFixed(0)} to ${one.per_second_most.toFixed(0)}`,
      (one.p50_us / 1000).toFixed(2),
      (one.p99_us / 1000).toFixed(2),
      (one.max_us / 1000).toFixed(1),
      isOurs ? '' : ratio(times),
      isOurs
        ? verdict(ours.p99_us <= p99Most, `p99 ${p99Most / 1000} ms`)
        : verdict(times >= wanted.ratios[name], `${wanted.ratios[name]}x`),
    ];
  });
}

function print(figures, rounds) {
  for (const connections of connectionCounts) {
    console.log(
      `\nTaking in texts over ${connections} connections (${texters} texters, each in a` +
        ` conversation that waits: nobody is on; median of ${rounds} rounds)\n`,
    );
    console.log(
      table(
        ['', 'texts/s', 'range', 'p50 ms', 'p99 ms', 'max ms', 'ours to it', 'wanted'],
        rowsOf(figures, connections),
      ),
    );
  }
}

function printCost(cost, figures) {
  console.log('\nWhat one text costs us, in microseconds of the processor\n');
  console.log(
    table(
      ['step', 'thread', 'us', 'how it was measured'],
      cost.steps.map((step) => [step.name, step.thread, step.us.toFixed(1), step.how]),
    ),
  );
  const perText = 1e6 / figures.warmline[64].per_second;
  console.log(
    `\nOver 64 connections the real program took in a text every ${perText.toFixed(1)} us:` +
      ' its two threads work at the same time, and share two cores with the load.',
  );
}

// The same line twice: on the disk that is measured, and in memory.
async function costOfOne() {
  const inMemory = await mkdtemp('/dev/shm/warmline-bench-');
  try {
    const onDisk = await Service.in(await freshFolder('cost'));
    const { config: ramConfig } = await Service.in(inMemory);
    return await reportOf('ingest_cost', { config: onDisk.config, ramConfig }, { env });
  } finally {
    await rm(inMemory, { recursive: true, force: true });
  }
}

export async function ingest(rounds) {
  const reports = {};
  const skipped = {};
  // One after the other in each round, so that a slow minute of the machine is everybody's.
  for (let round = 1; round <= rounds; ++round) {
    for (const yardstick of yardsticks) {
      const { name } = yardstick;
      if (skipped[name]) continue;
      console.error(`==> round ${round} of ${rounds}: ${name}`);
      try {
        (reports[name] ??= []).push(await measure(yardstick, round * 1000));
      } catch (failure) {
        if (!(failure instanceof Missing)) throw failure;
        skipped[name] = failure.message;
      }
    }
  }
  const figures = {};
  for (const { name } of yardsticks) {
    figures[name] = skipped[name] ? { skipped: skipped[name] } : {};
    for (const connections of skipped[name] ? [] : connectionCounts) {
      figures[name][connections] = combined(reports[name].map((report) => report[connections]));
    }
  }
  console.error('==> what one text costs');
  const cost = await costOfOne();
  print(figures, rounds);
  printCost(cost, figures);
  return { texters, rounds, ...timing, wanted, servers: figures, cost };
}
