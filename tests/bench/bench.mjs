// scripts/bench once everything is built: runs what was asked for, prints its tables, and writes
// all figures to build/bench.json.
//
//   node bench.mjs OUT [ingest ROUNDS] [routing TIMES] [live TEXTS] [screens SECONDS] [size TEXTS]
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { machine } from './machine.mjs';
import { scratch } from './programs.mjs';

// Read once it is asked for: the npm packages of the others need not be there.
const measure = {
  ingest: () => import('./ingest.mjs'),
  live: () => import('./live.mjs'),
  routing: () => import('./routing.mjs'),
  screens: () => import('./screens.mjs'),
  size: () => import('./size.mjs'),
};

const [out, ...asked] = process.argv.slice(2);

await mkdir(scratch, { recursive: true });
const figures = { at: new Date().toISOString(), machine: machine() };
while (asked.length > 0) {
  const name = asked.shift();
  const count = Number(asked.shift());
  figures[name] = await (await measure[name]())[name](count);
}

// What was not run now keeps its figures from before, with what they were had on.
const before = await readFile(out, 'utf8').then(JSON.parse, () => ({}));
const { at, machine: on, ...fresh } = figures;
for (const [name, result] of Object.entries(fresh)) before[name] = { at, machine: on, ...result };
await writeFile(out, `${JSON.stringify(before, null, 2)}\n`);
console.log(`\nAll figures are in ${path.relative(process.cwd(), out)}`);
