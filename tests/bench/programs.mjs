// The programs that scripts/bench runs, and where they leave their files.
import { spawnSync } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { binary, project, Running } from '../support/processes.mjs';

export const scratch = path.join(project, 'build/bench');
const programs = path.join(path.dirname(binary), 'tests/bench');

export const programOf = (name) => path.join(programs, `bench_${name}`);

// An empty folder of this name, on the filesystem that all of them are on.
export async function freshFolder(name) {
  const folder = path.join(scratch, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

// Options as a command line has them: {warmUp: 2, kannel: true} are --warm-up 2 --kannel.
const optionsOf = (wanted) =>
  Object.entries(wanted).flatMap(([name, value]) => {
    const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (value === true) return [option];
    return value === false || value === undefined ? [] : [option, String(value)];
  });

// What bench_NAME reports, which is JSON. `progress`: what it says meanwhile is passed on.
export async function reportOf(name, options, { input = '', env = {}, progress = false } = {}) {
  const running = new Running(optionsOf(options), { program: programOf(name), input, env });
  if (progress) running.passOn();
  const ended = await running.ended();
  if (ended.code !== 0) throw new Error(`bench_${name}: ${ended.err || `status ${ended.code}`}`);
  return JSON.parse(ended.out);
}

// A run in which anything was refused says nothing.
export async function load(options) {
  const report = await reportOf('load', options);
  if (Object.keys(report.refused).length > 0 || report.sent === 0) {
    throw new Error(`void: the server refused: ${JSON.stringify(report.refused)}`);
  }
  return report;
}

// The first line that a program prints, '' where it can't be run.
export function firstLine(program, args) {
  const ran = spawnSync(program, args, { encoding: 'utf8' });
  return ran.error ? '' : `${ran.stdout}${ran.stderr}`.split('\n')[0].trim();
}
