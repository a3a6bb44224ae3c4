// A service of its own for a test: configuration, staff, process, and a carrier to go with it.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { ApiClient } from './api_client.mjs';
import { eventually } from './eventually.mjs';
import { run, Running } from './processes.mjs';
import { SimulatorClient } from './simulator_client.mjs';
import { callWebhook, textParameters } from './webhooks.mjs';

export const lineNumber = '+15035550100';
const accountSid = `AC${'5'.repeat(32)}`;

// A port that nobody has right now. Webhooks are signed for a URL with its port, and a restart
// needs the same one.
export async function freePort() {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => probe.once('listening', listening));
  const { port } = probe.address();
  await new Promise((closed) => probe.close(closed));
  return port;
}

export async function temporaryFolder() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'warmline-test-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

function configOf({ port, carrierPort, mode, database }) {
  return `[server]
listen = "127.0.0.1:${port}"
public_url = "http://127.0.0.1:${port}"
[store]
path = "${database}"
[security]
master_key = { file = "master.key" }
[[carriers]]
name = "main"
kind = "twilio"
account_sid = "${accountSid}"
auth_token = { env = "WARMLINE_TEST_TOKEN" }
api_url = "http://127.0.0.1:${carrierPort}"
[[lines]]
name = "Community line"
number = "${lineNumber}"
carrier = "main"
time_zone = "America/Los_Angeles"
languages = ["en"]
mode = "${mode}"
`;
}

// Made but not started: call start(). `remove()` ends and deletes everything.
export class TestService {
  #removeFolder;

  // `prepare` gets the folder before anything is in it.
  static async make({
    mode = 'pull',
    staff = { ana: 'peer', cora: 'coordinator' },
    database = 'warmline.db',
    prepare = async () => {},
  } = {}) {
    const made = new TestService();
    const { folder, remove } = await temporaryFolder();
    made.folder = folder;
    made.#removeFolder = remove;
    made.database = path.join(folder, database);
    await prepare(folder);
    made.port = await freePort();
    made.carrierPort = await freePort();
    made.base = `http://127.0.0.1:${made.port}`;
    made.token = randomBytes(16).toString('hex');
    made.env = { WARMLINE_TEST_TOKEN: made.token };
    made.config = path.join(made.folder, 'warmline.toml');
    made.password = randomBytes(9).toString('base64url');
    await writeFile(made.config, configOf({ ...made, mode, database }));
    for (const [username, role] of Object.entries(staff)) await made.addStaff(username, role);
    return made;
  }

  // Runs a command that takes --config.
  command(args, input = '') {
    return run([...args, '--config', this.config], { env: this.env, input });
  }

  async addStaff(username, role) {
    const added = await this.command(
      ['staff', 'add', username, '--name', username, '--role', role],
      `${this.password}\n`,
    );
    if (added.code !== 0) throw new Error(`${username} can't be added: ${added.err}`);
  }

  async start() {
    this.running = new Running(['serve', '--config', this.config], { env: this.env });
    await this.running.says(/warmline is listening on \S+/);
  }

  // Until it answers, ready or not.
  async startAnyhow() {
    this.running = new Running(['serve', '--config', this.config], { env: this.env });
    await eventually('it answers', () => this.readiness().catch(() => null));
  }

  // Where it can't open its database: until it says so, with this reason.
  async startStandingBy(reason) {
    this.running = new Running(['serve', '--config', this.config], { env: this.env });
    await this.running.logs(reason);
    return this.readiness();
  }

  // What /readyz says: {status, reason}.
  async readiness() {
    // Each time anew: whoever stands by closes its connections when it goes.
    const client = new ApiClient(this.base, { Connection: 'close' });
    const { status, body } = await client.get('/readyz');
    return { status, reason: body.reason };
  }

  becomesReady() {
    return eventually('it is ready', async () => (await this.readiness()).status === 200);
  }

  async startCarrier() {
    this.carrier = new Running(
      [
        'simulator', '--listen', `127.0.0.1:${this.carrierPort}`,
        '--account-sid', accountSid, '--auth-token-env', 'WARMLINE_TEST_TOKEN',
        '--number', lineNumber, '--message-url', this.messageUrl, '--receipt-after-ms', '0',
        '--state', path.join(this.folder, 'carrier.jsonl'),
      ],
      { env: this.env },
    );
    const [, url] = await this.carrier.says(/simulator listening on (\S+)/);
    this.simulator = new SimulatorClient(url);
  }

  get messageUrl() {
    return `${this.base}/webhooks/main/message`;
  }

  parametersOf(from, body, more = {}) {
    return textParameters({ accountSid, from, to: lineNumber, body, ...more });
  }

  // The carrier brings a text; the status of the answer.
  text(from, body, more) {
    return callWebhook(this.messageUrl, this.token, this.parametersOf(from, body, more));
  }

  async client(username) {
    const made = await this.command(['staff', 'token', username]);
    if (made.code !== 0) throw new Error(`no token for ${username}: ${made.err}`);
    return ApiClient.withToken(this.base, made.out.trim());
  }

  // Somebody texts, and `username` has their conversation: {client, id}. For a line that only this
  // texter uses, in `pull` mode.
  async claimed(username, from, body) {
    const client = await this.client(username);
    await client.put('/api/me/presence', { presence: 'on' });
    await this.text(from, body);
    const [{ id }] = await client.view('waiting');
    const { status } = await client.post(`/api/conversations/${id}/claim`);
    if (status !== 200) throw new Error(`${username} can't claim it: ${status}`);
    return { client, id };
  }

  async remove() {
    await Promise.all([this.running?.stop('SIGKILL'), this.carrier?.stop('SIGKILL')]);
    await this.#removeFolder();
  }
}
