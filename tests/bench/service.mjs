// Our own service as a group runs it: the real program with a real configuration, and a carrier
// that takes what the line says by itself.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '../support/eventually.mjs';
import { run, Running } from '../support/processes.mjs';
import { freePort } from '../support/service.mjs';

export const authToken = 'f00dfeedf00dfeedf00dfeedf00dfeed';
export const lineNumbers = ['+15035550100', '+15035550101', '+15035550102'];
const settledWithinMs = 120_000;
export const accountSid = 'AC00000000000000000000000000005550';
// What the configurations made here refer to.
export const env = { WARMLINE_BENCH_TOKEN: authToken };

const lineOf = (number) => `[[lines]]
name = "Line ${number.slice(-1)}"
number = "${number}"
carrier = "main"
time_zone = "America/Los_Angeles"
languages = ["en"]
mode = "pull"
`;

const configOf = ({ port, carrierPort, lines }) => `[server]
listen = "127.0.0.1:${port}"
public_url = "http://127.0.0.1:${port}"
[store]
path = "warmline.db"
[security]
master_key = { file = "master.key" }
[[carriers]]
name = "main"
kind = "twilio"
account_sid = "${accountSid}"
auth_token = { env = "WARMLINE_BENCH_TOKEN" }
api_url = "http://127.0.0.1:${carrierPort}"
${lines.map(lineOf).join('')}`;

// One value out of a database, beside whoever has it open.
export async function valueOf(database, sql) {
  const { stdout } = await promisify(execFile)('sqlite3', ['-readonly', database, sql]);
  return Number(stdout);
}

export class Service {
  // A folder that has a database keeps it.
  static async in(folder, { lines = lineNumbers.slice(0, 1), staff = {} } = {}) {
    const made = new Service();
    made.port = await freePort();
    made.carrierPort = await freePort();
    made.url = `http://127.0.0.1:${made.port}/webhooks/main/message`;
    made.config = path.join(folder, 'warmline.toml');
    made.database = path.join(folder, 'warmline.db');
    const isNew = !existsSync(made.database);
    await writeFile(made.config, configOf({ ...made, lines }));
    for (const [username, role] of Object.entries(isNew ? staff : {})) {
      await made.command(['staff', 'add', username, '--name', username, '--role', role],
        'correct horse battery\n');
    }
    return made;
  }

  // What a command that takes --config prints.
  async command(args, input = '') {
    const ended = await run([...args, '--config', this.config], { env, input });
    if (ended.code !== 0) throw new Error(`warmline ${args.join(' ')}: ${ended.err}`);
    return ended.out.trim();
  }

  async start() {
    // What was sent before is none of this run's.
    this.newestBefore = existsSync(this.database)
      ? await valueOf(this.database, 'SELECT coalesce(max(seq), 0) FROM texts')
      : 0;
    this.running = new Running(['serve', '--config', this.config], { env });
    await this.running.says(/warmline is listening on \S+/);
  }

  async startCarrier() {
    this.carrier = new Running(
      [
        'simulator', '--listen', `127.0.0.1:${this.carrierPort}`, '--account-sid', accountSid,
        '--auth-token-env', 'WARMLINE_BENCH_TOKEN', '--number', lineNumbers[0],
        '--message-url', this.url, '--receipt-after-ms', '0',
      ],
      { env },
    );
    await this.carrier.says(/simulator listening on \S+/);
  }

  // Everything the line said by itself is with the carrier, and every receipt is in.
  async settled() {
    const none = async (rows) =>
      (await valueOf(this.database, `SELECT count(*) FROM ${rows}`)) === 0;
    await eventually('the outbox is empty', () => none('outbox'), settledWithinMs);
    await eventually(
      'all receipts are in',
      () =>
        none(
          `texts WHERE seq > ${this.newestBefore} AND direction = 'out' AND status <> 'delivered'`,
        ),
      settledWithinMs,
    );
  }

  // The most memory it has had resident so far, in bytes.
  async memoryMax() {
    const status = await readFile(`/proc/${this.running.pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)[1]) * 1024;
  }

  async stop() {
    await Promise.all([this.running?.stop(), this.carrier?.stop()]);
  }
}
