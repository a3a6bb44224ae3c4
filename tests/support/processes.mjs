// Processes that node tests start, and what they say. Whatever a test leaves running ends with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.mjs';

export const project = path.resolve(fileURLToPath(import.meta.url), '../../..');
export const binary = path.resolve(
  project,
  process.env.WARMLINE_BINARY ?? 'build/release/warmline',
);

const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

export class Running {
  #child;
  #ended;
  out = '';
  err = '';

  // `env` is added to what this process has. `program`: another one than ours. `as`: {uid, gid} of
  // another user.
  constructor(args, { env = {}, input = '', program = binary, cwd = project, as = {} } = {}) {
    this.#child = spawn(program, args, { cwd, env: { ...process.env, ...env }, ...as });
    running.add(this.#child);
    this.#child.stdout.setEncoding('utf8').on('data', (words) => (this.out += words));
    this.#child.stderr.setEncoding('utf8').on('data', (words) => (this.err += words));
    this.#child.stdin.on('error', () => {}); // it may end before it reads
    this.#child.stdin.end(input);
    this.#ended = once(this.#child, 'close').then(([code, signal]) => {
      running.delete(this.#child);
      return { code, signal, out: this.out, err: this.err };
    });
  }

  get pid() {
    return this.#child.pid;
  }

  get hasEnded() {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  // What `pattern` matches in what it prints, as soon as it is there.
  async says(pattern) {
    return eventually(`${pattern} is printed`, () => {
      const found = pattern.exec(this.out);
      if (!found && this.hasEnded) throw new Error(`it ended before: ${this.out}${this.err}`);
      return found;
    });
  }

  // Whoever watches sees its standard error too.
  passOn() {
    this.#child.stderr.on('data', (words) => process.stderr.write(words));
  }

  // The same in its log.
  async logs(pattern) {
    return eventually(`${pattern} is logged`, () => pattern.exec(this.err));
  }

  signal(name) {
    this.#child.kill(name);
  }

  // {code, signal, out, err}.
  ended() {
    return this.#ended;
  }

  async stop(name = 'SIGTERM') {
    if (!this.hasEnded) this.#child.kill(name);
    return this.#ended;
  }
}

// Runs a command to its end: {code, signal, out, err}.
export function run(args, options) {
  return new Running(args, options).ended();
}
