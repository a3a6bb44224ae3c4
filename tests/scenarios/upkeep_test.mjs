// What an operator does to keep the line's memory safe: copies, bringing them back, looking whether
// all is whole, a new master key; with the real program, and a service that runs meanwhile.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { appendFile, copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { eventually } from '../support/eventually.mjs';
import { run, Running } from '../support/processes.mjs';
import { lineNumber, TestService } from '../support/service.mjs';

const maya = '+15035550141';
const noor = '+15035550142';

// A service with one text in it; the paths of its files.
async function aLine(t) {
  const service = await TestService.make();
  t.after(() => service.remove());
  await service.start();
  assert.equal(await service.text(maya, 'is anybody there'), 200);
  const at = (name) => path.join(service.folder, name);
  return { service, at };
}

async function command(service, ...args) {
  const { code, out, err } = await service.command(args);
  return { code, out, err };
}

async function succeeds(service, ...args) {
  const done = await command(service, ...args);
  assert.equal(done.code, 0, done.err + done.out);
  return done.out;
}

const sqlite = async (database, sql) =>
  (await promisify(execFile)('sqlite3', [database, sql])).stdout.trim();

// The bodies of everything that came in, as cora reads them.
async function bodies(service) {
  const cora = await service.client('cora');
  const all = [];
  for (const { id } of await cora.view('waiting')) {
    for (const text of await cora.thread(id)) if (text.direction === 'in') all.push(text.body);
  }
  return all;
}

test('a copy made while texts come in is whole, and is read on another machine', async (t) => {
  const { service, at } = await aLine(t);
  let stopped = false;
  const answers = [];
  const coming = (async () => {
    for (let i = 0; !stopped; ++i) answers.push(await service.text(noor, `text ${i}`));
  })();
  const out = await succeeds(service, 'backup', '--to', at('copy.db'), '--keys-to', at('keys.db'));
  stopped = true;
  await coming;
  assert.ok(answers.every((status) => status === 200));
  assert.match(out, /copied \d+ texts and notes/);
  for (const name of ['copy.db', 'copy.db.sha256', 'keys.db', 'keys.db.sha256']) {
    assert.equal((await stat(at(name))).mode & 0o777, 0o600, name);
  }
  const checked = await promisify(execFile)('sha256sum', ['--check', 'copy.db.sha256'], {
    cwd: service.folder,
  });
  assert.match(checked.stdout, /copy\.db: OK/);

  const other = await TestService.make({ staff: {} });
  t.after(() => other.remove());
  await copyFile(at('master.key'), path.join(other.folder, 'master.key'));
  const restored = await succeeds(
    other, 'restore', '--from', at('copy.db'), '--keys', at('keys.db'),
  );
  assert.match(restored, /all of it is whole/);
  await other.start();
  const read = await bodies(other);
  assert.ok(read.includes('is anybody there'));
  // One moment: what is there of the other texts is the beginning of them, without a gap.
  const later = read.filter((body) => body.startsWith('text '));
  assert.deepEqual(later.toSorted(), later.map((_, i) => `text ${i}`).toSorted());
});

const moment = () => new Promise(setImmediate);

// Starts a command and kills it some moments after `begun` is true.
async function killed(service, args, begun, moments) {
  const running = new Running([...args, '--config', service.config], { env: service.env });
  while (!begun() && !running.hasEnded) await moment();
  for (let i = 0; i < moments; ++i) await moment();
  await running.stop('SIGKILL');
}

const wrappedKeys = async (database) => {
  const keys = await sqlite(
    database,
    'SELECT hex(wrapped) FROM texter_keys UNION ALL SELECT hex(wrapped) FROM keys',
  );
  return keys.split('\n').map((key) => Buffer.from(key, 'hex'));
};

test('a backup that is killed leaves no key behind, and is in nobody\'s way', async (t) => {
  const { service, at } = await aLine(t);
  const shelf = at('shelf');
  await mkdir(shelf);
  const keys = await wrappedKeys(at('warmline.db'));
  const copy = path.join(shelf, 'copy.db');
  for (let i = 0; i < 8; ++i) {
    await killed(service, ['backup', '--to', copy], () => readdirSync(shelf).length > 0, i * 20);
    for (const name of readdirSync(shelf)) {
      const bytes = await readFile(path.join(shelf, name));
      assert.ok(keys.every((key) => !bytes.includes(key)), name);
      if (name === 'copy.db') await rm(path.join(shelf, name));
    }
  }
  await succeeds(service, 'backup', '--to', copy);
  assert.deepEqual(readdirSync(shelf).toSorted(), ['copy.db', 'copy.db.sha256']);
});

test('a restore that is killed leaves the old database or the new one, whole', async (t) => {
  const { service, at } = await aLine(t);
  await succeeds(service, 'backup', '--to', at('copy.db'));
  assert.equal(await service.text(maya, 'and later'), 200);
  await service.running.stop();
  for (let i = 0; i < 8; ++i) {
    await killed(
      service, ['restore', '--from', at('copy.db')],
      () => existsSync(at('warmline.db.restoring')), i * 40,
    );
    assert.match(await succeeds(service, 'verify'), /all of it is whole/);
  }
  assert.match(await succeeds(service, 'restore', '--from', at('copy.db')), /all of it is whole/);
  assert.ok(!readdirSync(service.folder).some((name) => name.includes('.restoring')));
  await service.start();
  assert.deepEqual(await bodies(service), ['is anybody there']);
});

test('what a killed restore left is gone once the service runs', async (t) => {
  const { service, at } = await aLine(t);
  await service.running.stop();
  for (const ending of ['', '-wal']) await writeFile(at(`warmline.db.restoring${ending}`), 'keys');
  await service.start();
  assert.deepEqual(await bodies(service), ['is anybody there']);
  assert.ok(!readdirSync(service.folder).some((name) => name.includes('.restoring')));
});

test('no key is in a copy, and without keys it says what is missing', async (t) => {
  const { service, at } = await aLine(t);
  const out = await succeeds(service, 'backup', '--to', at('copy.db'));
  assert.match(out, /No keys are in it/);
  const bytes = await readFile(at('copy.db'));
  const keys = await wrappedKeys(at('warmline.db'));
  assert.ok(keys.length >= 5 && keys.every((key) => !bytes.includes(key)));
  const other = await TestService.make({ staff: {} });
  t.after(() => other.remove());
  await copyFile(at('master.key'), path.join(other.folder, 'master.key'));
  const refused = await command(other, 'restore', '--from', at('copy.db'));
  assert.equal(refused.code, 1);
  assert.match(refused.err, /holds no keys.*--keys FILE/s);
  assert.ok(!existsSync(path.join(other.folder, 'warmline.db')));
});

test('a copy is never written over anything', async (t) => {
  const { service, at } = await aLine(t);
  await writeFile(at('copy.db'), 'precious');
  const refused = await command(service, 'backup', '--to', at('copy.db'));
  assert.equal(refused.code, 1);
  assert.match(refused.err, /is there already/);
  assert.equal(await readFile(at('copy.db'), 'utf8'), 'precious');
});

test('what came after the copy is gone after a restore, and kept beside it', async (t) => {
  const { service, at } = await aLine(t);
  await succeeds(service, 'backup', '--to', at('copy.db'));
  assert.equal(await service.text(maya, 'and later'), 200);
  const running = await command(service, 'restore', '--from', at('copy.db'));
  assert.equal(running.code, 1);
  assert.match(running.err, /stop it first/);
  await service.running.stop();

  assert.match(await succeeds(service, 'restore', '--from', at('copy.db')), /all of it is whole/);
  await service.start();
  assert.deepEqual(await bodies(service), ['is anybody there']);
  const replaced = readdirSync(service.folder).find((name) => name.includes('.replaced-'));
  assert.equal(await sqlite(at(replaced), "SELECT count(*) FROM texts WHERE direction = 'in'"), '2');
});

test('what comes in again after a restore gets no automatic answer a second time, and what was said is back', async (t) => {
  const service = await TestService.make();
  t.after(() => service.remove());
  await service.startCarrier();
  await service.start();
  const copy = path.join(service.folder, 'copy.db');
  await succeeds(service, 'backup', '--to', copy);
  await service.simulator.text(maya, lineNumber, 'is anybody there?');
  const heard = async (phone) =>
    (await service.simulator.messages({ phone, writer: 'line' })).messages.length;
  await eventually('maya has her answer', async () => (await heard(maya)) === 1);
  await service.running.stop();
  await service.simulator.text(noor, lineNumber, 'hello');

  await succeeds(service, 'restore', '--from', copy);
  await service.start();
  const cora = await service.client('cora');
  await eventually('both are there', async () => (await cora.view('waiting')).length === 2);
  await eventually('noor has an answer', async () => (await heard(noor)) === 1);
  const threads = await Promise.all((await cora.view('waiting')).map(({ id }) => cora.thread(id)));
  const ofMaya = threads.find((texts) => texts.some(({ body }) => body === 'is anybody there?'));
  // What the line had said is back from the carrier's record, and whoever takes it sees so.
  const said = ofMaya.filter(({ kind }) => kind === 'text');
  assert.deepEqual(said.map(({ direction }) => direction), ['in', 'out']);
  assert.equal(said[1].author, null);
  assert.ok(said[1].sent_at);
  assert.equal(await heard(maya), 1);
  const cameAgain = ({ event }) => event?.kind === 'text.came_again';
  assert.deepEqual(threads.map((texts) => texts.filter(cameAgain).length).toSorted(), [0, 1]);
  assert.ok(ofMaya.some(cameAgain));
  await service.running.stop();
  await succeeds(service, 'verify');
});

test('a damaged copy is told, and nothing is replaced', async (t) => {
  const { service, at } = await aLine(t);
  await succeeds(service, 'backup', '--to', at('copy.db'));
  await service.running.stop();
  await appendFile(at('copy.db'), 'x');
  const refused = await command(service, 'restore', '--from', at('copy.db'));
  assert.equal(refused.code, 1);
  assert.match(refused.err, /its checksum is not the one/);
  await service.start();
  assert.deepEqual(await bodies(service), ['is anybody there']);
});

test('a copy with a damaged text is brought back only when that is asked for', async (t) => {
  const { service, at } = await aLine(t);
  await succeeds(service, 'backup', '--to', at('copy.db'));
  await service.running.stop();
  await sqlite(at('copy.db'), "UPDATE texts SET body = zeroblob(99) WHERE direction = 'in'");
  await rm(at('copy.db.sha256'));
  const refused = await command(service, 'restore', '--from', at('copy.db'));
  assert.equal(refused.code, 1);
  assert.match(refused.err, /nothing was replaced.*--despite-damage/s);
  const told = await succeeds(service, 'restore', '--from', at('copy.db'), '--despite-damage');
  assert.match(told, /text .* does not open\n1 things are wrong/);
  await service.start();
  assert.equal(await service.text(maya, 'and now'), 200);
});

test('restore does not make a master key, and verify neither', async (t) => {
  const other = await TestService.make({ staff: {} });
  t.after(() => other.remove());
  for (const args of [['verify'], ['restore', '--from', 'nothing.db'], ['rekey']]) {
    const refused = await command(other, ...args);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /no master key/);
  }
  assert.ok(!existsSync(path.join(other.folder, 'master.key')));
});

test('verify: whole while the service runs, exit 1 and a line for what is wrong', async (t) => {
  const { service, at } = await aLine(t);
  const cora = await service.client('cora');
  const [{ id }] = await cora.view('waiting');
  assert.equal((await cora.post(`/api/conversations/${id}/notes`, { body: 'a note' })).status, 201);
  assert.match(await succeeds(service, 'verify'), /staff 2.*\nall of it is whole/);
  await service.running.stop();
  await sqlite(at('warmline.db'), 'UPDATE texts SET body = zeroblob(60)');
  const found = await command(service, 'verify');
  assert.equal(found.code, 1);
  assert.match(found.out, /the body of text [0-9a-f-]{36} does not open/);
  assert.match(found.out, /things are wrong/);
});

test('rekey while the service runs: it goes on, and the next start has the new key', async (t) => {
  const { service, at } = await aLine(t);
  const before = await readFile(at('master.key'), 'utf8');
  assert.match(await succeeds(service, 'rekey'), /holds a new master key/);
  const after = await readFile(at('master.key'), 'utf8');
  assert.notEqual(after, before);
  assert.equal((await stat(at('master.key'))).mode & 0o777, 0o600);
  assert.equal(await service.text(noor, 'under the new key'), 200);
  await service.running.stop();
  await service.start();
  assert.deepEqual((await bodies(service)).toSorted(), ['is anybody there', 'under the new key']);
  await service.running.stop();
  assert.match(await succeeds(service, 'verify'), /all of it is whole/);
  await writeFile(at('master.key'), before);
  assert.match((await command(service, 'verify')).err, /master key does not open/);
});

test('a rekey that is killed at any moment is made good by the next start', async (t) => {
  const { service, at } = await aLine(t);
  await service.running.stop();
  for (let i = 0; i < 8; ++i) {
    await killed(service, ['rekey'], () => existsSync(at('master.key.next')), i * 20);
    assert.match(await succeeds(service, 'verify'), /all of it is whole/);
  }
  await succeeds(service, 'rekey');
  assert.ok(!existsSync(at('master.key.next')));
  await service.start();
  assert.deepEqual(await bodies(service), ['is anybody there']);
});

test('a master key in the environment is printed, and only when asked to', async (t) => {
  const { service, at } = await aLine(t);
  await service.running.stop();
  const key = (await readFile(at('master.key'), 'utf8')).trim();
  const config = await readFile(service.config, 'utf8');
  await writeFile(
    service.config,
    config.replace('{ file = "master.key" }', '{ env = "WARMLINE_TEST_KEY" }'),
  );
  service.env.WARMLINE_TEST_KEY = key;
  const refused = await command(service, 'rekey');
  assert.equal(refused.code, 1);
  assert.match(refused.err, /--print/);
  const printed = await succeeds(service, 'rekey', '--print');
  assert.match((await command(service, 'verify')).err, /master key does not open/);
  service.env.WARMLINE_TEST_KEY = printed.trim();
  assert.match(await succeeds(service, 'verify'), /all of it is whole/);
});

test('each command says what it does', async () => {
  for (const name of ['backup', 'restore', 'verify', 'rekey']) {
    const { code, out } = await run([name, '--help']);
    assert.equal(code, 0);
    assert.match(out, /--config/);
  }
});
