// What the figures were had on.
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { project } from '../support/processes.mjs';
import { firstLine, scratch } from './programs.mjs';

function packageVersion(name) {
  try {
    const file = path.join(project, 'tests/bench/express/node_modules', name, 'package.json');
    return JSON.parse(readFileSync(file, 'utf8')).version;
  } catch {
    return 'not installed';
  }
}

export function machine() {
  const debian = (name) =>
    firstLine('dpkg-query', ['-W', '-f=${Version}', name]).replace(/^dpkg-query.*/, '') ||
    'not installed';
  return {
    processor: os.cpus()[0].model.trim(),
    cores: os.cpus().length,
    memory_bytes: os.totalmem(),
    kernel: os.release(),
    filesystem: firstLine('stat', ['-f', '-c', '%T', scratch]),
    commit: firstLine('git', ['-C', project, 'describe', '--always', '--dirty']),
    versions: {
      clang: debian('clang-19'),
      boost: debian('libboost-dev'),
      sqlite: debian('libsqlite3-0'),
      node: process.version,
      express: packageVersion('express'),
      better_sqlite3: packageVersion('better-sqlite3'),
      twilio: packageVersion('twilio'),
      kannel: debian('kannel'),
    },
  };
}
