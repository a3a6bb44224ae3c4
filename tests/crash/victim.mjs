// The service that is killed: started, measured, ended, and looked at while it is dead.
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { run, Running } from '../support/processes.mjs';

const neverReadyMs = 60_000;
const lookAgainMs = 2;
const databaseFiles = ['warmline.db', 'warmline.db-wal'];

const stateOfConversations = `SELECT c.id, c.state, c.owner, c.offered_to, e.data AS said FROM (
  SELECT id AS key, state, hex(id) AS id, hex(owner) AS owner, hex(offered_to) AS offered_to
  FROM conversations) c
  LEFT JOIN events e ON e.seq = (SELECT max(seq) FROM events WHERE conversation = c.key)`;

const allToBeSent = 'SELECT count(*) AS count FROM outbox';
const toBeSentNow = `SELECT count(*) AS count FROM outbox o WHERE state <> 'looking' AND NOT EXISTS
  (SELECT 1 FROM outbox b WHERE b.thread = o.thread AND b.text < o.text AND b.state = 'looking')`;

// An id as the API writes it, of 32 hex digits; null for none.
const idOf = (hex) =>
  hex ? hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : null;

export class Victim {
  #service;
  #running;
  complaints = []; // what it logged as an error, in any of its lives
  startsMs = []; // of each start: from the process's begin to its first 200 of /readyz

  constructor(service) {
    this.#service = service;
  }

  begin() {
    this.#running = new Running(['serve', '--config', this.#service.config], {
      env: this.#service.env,
    });
  }

  async beReady() {
    const began = performance.now();
    this.begin();
    for (;;) {
      const answer = await fetch(`${this.#service.base}/readyz`).catch(() => undefined);
      await answer?.arrayBuffer();
      if (answer?.status === 200) break;
      this.#mustLive();
      const waited = performance.now() - began;
      if (waited > neverReadyMs)
        throw new Error(`not ready after ${waited} ms: ${this.#running.err}`);
      await pause(lookAgainMs);
    }
    this.startsMs.push(performance.now() - began);
  }

  async kill() {
    this.#mustLive();
    const { err } = await this.#running.stop('SIGKILL');
    this.#listen(err);
  }

  #mustLive() {
    if (this.#running.hasEnded) throw new Error(`it ended by itself: ${this.#running.err}`);
  }

  async stop() {
    const { code, err } = await this.#running.stop();
    this.#listen(err);
    if (code !== 0) throw new Error(`it ended with ${code}: ${err}`);
  }

  #listen(log) {
    const isError = (line) => /\[(error|critical)\]/.test(line);
    this.complaints.push(...log.split('\n').filter(isError));
  }

  // What is wrong with the files as they lie there, in words; empty when nothing is. They stay as
  // they are: it is a copy that is opened.
  async examine() {
    const folder = path.join(this.#service.folder, 'examined');
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    for (const name of [...databaseFiles, 'master.key']) {
      await copyFile(path.join(this.#service.folder, name), path.join(folder, name)).catch(
        (missing) => {
          if (missing.code !== 'ENOENT') throw missing;
        },
      );
    }
    const config = path.join(folder, 'warmline.toml');
    await writeFile(config, await readFile(this.#service.config));
    const verified = await run(['verify', '--config', config], { env: this.#service.env });
    return verified.code === 0 ? '' : verified.out + verified.err;
  }

  // [{id, state, owner, offered_to, said}]: each conversation, and the data of its latest event.
  async conversations() {
    const rows = await this.#ask(stateOfConversations);
    return rows.map((row) => ({
      ...row,
      id: idOf(row.id),
      owner: idOf(row.owner),
      offered_to: idOf(row.offered_to),
    }));
  }

  // The latest conversation of each thread.
  async latestOfThreads() {
    const rows = await this.#ask('SELECT hex(max(id)) AS id FROM conversations GROUP BY thread');
    return rows.map(({ id }) => idOf(id));
  }

  // How many texts are to be sent yet; `evenIfUnknown`: with those whose outcome is being looked
  // for at the carrier, which takes minutes where it never had them, and those held up behind such
  // a one.
  async textsOnTheirWay(evenIfUnknown) {
    const [{ count }] = await this.#ask(evenIfUnknown ? allToBeSent : toBeSentNow);
    return count;
  }

  async textsTakenIn() {
    const [{ count }] = await this.#ask(
      "SELECT count(*) AS count FROM texts WHERE direction = 'in'",
    );
    return count;
  }

  async #ask(sql) {
    const file = path.join(this.#service.folder, 'warmline.db');
    const { stdout } = await promisify(execFile)(
      'sqlite3',
      ['-readonly', '-json', '-cmd', '.timeout 5000', file, sql],
      { maxBuffer: 2 ** 28 },
    );
    return stdout.trim() === '' ? [] : JSON.parse(stdout);
  }
}
