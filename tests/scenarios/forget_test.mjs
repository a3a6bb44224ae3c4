// Forgetting, by the texter's own word and by the operator's, and giving out what is kept.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { ApiClient } from '../support/api_client.mjs';
import { eventually } from '../support/eventually.mjs';
import { lineNumber, TestService } from '../support/service.mjs';

const maya = '+15035550171';
const noor = '+15035550172';

async function running(t) {
  const service = await TestService.make();
  t.after(() => service.remove());
  await service.startCarrier();
  await service.start();
  return service;
}

function database(service) {
  return path.join(service.folder, 'warmline.db');
}

// The rows of one statement, as the sqlite3 shell prints them.
async function sql(service, statement) {
  const { stdout } = await promisify(execFile)('sqlite3', [database(service), statement]);
  return stdout.trim().split('\n').filter((line) => line !== '');
}

// What the database and its log hold.
async function bytes(service) {
  const files = [database(service), `${database(service)}-wal`].filter((file) => existsSync(file));
  return Buffer.concat(await Promise.all(files.map((file) => readFile(file))));
}

const phone = (service, from, body) => service.simulator.text(from, lineNumber, body);

// Ana has said something to this phone, and the phone to her.
async function talk(service, from, body) {
  const ana = await ApiClient.signIn(service.base, 'ana', service.password);
  await ana.put('/api/me/presence', { presence: 'on' });
  await phone(service, from, body);
  const [{ id, texter }] = await ana.view('waiting');
  assert.equal((await ana.post(`/api/conversations/${id}/claim`)).status, 200);
  const reply = { body: `about that: ${body}`, client_id: `reply to ${body}` };
  assert.equal((await ana.post(`/api/conversations/${id}/texts`, reply)).status, 201);
  assert.equal((await ana.post(`/api/conversations/${id}/notes`, { body: 'a note' })).status, 201);
  return { ana, id, codename: texter.codename };
}

test('FORGET twice by text: the words and the key go, from the file too, and the peer sees it', async (t) => {
  const service = await running(t);
  const { ana, id, codename } = await talk(service, maya, 'my garden is flooded');
  const [key] = await sql(service, 'SELECT hex(wrapped) FROM texter_keys');
  const hash = (await sql(service, 'SELECT hex(number_hash) FROM texters'))[0];
  const traces = [key, hash].map((hex) => Buffer.from(hex, 'hex'));
  for (const trace of traces) assert.ok((await bytes(service)).includes(trace));

  await phone(service, maya, 'Forget');
  await eventually('the phone is asked to confirm', async () => {
    const { messages } = await service.simulator.messages({ phone: maya, writer: 'line' });
    return messages.some(({ body }) => /reply FORGET again|text FORGET again/.test(body));
  });
  assert.equal((await ana.view('mine')).length, 1, 'nothing has gone yet');
  const sent = (await service.simulator.messages({ phone: maya, writer: 'line' })).count;
  await phone(service, maya, 'FORGET');

  assert.deepEqual(await ana.view('mine'), []);
  const [closed] = await ana.view('closed');
  assert.equal(closed.id, id);
  assert.match(closed.texter.codename, /^Forgotten [0-9a-f]{4}$/);
  assert.notEqual(closed.texter.codename, codename);
  assert.deepEqual([closed.last_text.preview, closed.last_text.erased], ['', true]);
  const thread = await ana.thread(id);
  const said = thread.filter(({ kind }) => kind !== 'event');
  assert.ok(said.length >= 5);
  for (const text of said) assert.deepEqual([text.body, text.erased], ['', true]);
  assert.ok(thread.some(({ event }) => event?.kind === 'texter.forgotten'));

  await eventually('no trace is left in the file or its log', async () => {
    const now = await bytes(service);
    return traces.every((trace) => !now.includes(trace));
  });
  const after = await service.simulator.messages({ phone: maya, writer: 'line' });
  assert.equal(after.count, sent, 'nothing more was sent');
  const list = await readFile(`${database(service)}.forgotten`, 'utf8');
  assert.equal(list.trim(), closed.texter.id);
});

test('warmline forget, next to a running service: asks, counts, and leaves others alone', async (t) => {
  const service = await running(t);
  const { ana, codename } = await talk(service, maya, 'my garden is flooded');
  await phone(service, noor, 'hello');

  const unasked = await service.command(['forget', '--texter', codename]);
  assert.equal(unasked.code, 1);
  assert.match(unasked.err, /--yes/);
  assert.equal((await service.command(['forget'])).code, 2);
  const both = ['forget', '--texter', codename, '--number', maya, '--yes'];
  assert.equal((await service.command(both)).code, 2);

  const gone = await service.command(['forget', '--number', '-', '--yes'], `${maya}\n`);
  assert.equal(gone.code, 0, gone.err);
  assert.match(gone.out, new RegExp(`${codename} is forgotten\\. texts: \\d, notes: 1, conv`));
  assert.ok(!gone.out.includes('5550171'));
  assert.deepEqual(await ana.view('mine'), []);
  assert.equal((await ana.view('waiting')).length, 1);
  assert.deepEqual(await sql(service, 'SELECT count(*) FROM texter_keys'), ['1']);

  const again = await service.command(['forget', '--number', '-', '--yes'], `${maya}\n`);
  assert.equal(again.code, 1);
  assert.match(again.err, /nobody with that number/);
  assert.ok(!again.err.includes('5550171'));
  const nobody = await service.command(['forget', '--texter', 'Quiet Nobody', '--yes']);
  assert.match(nobody.err, /nobody with that codename/);

  assert.equal((await phone(service, maya, 'hello again')).status, 200);
  assert.equal((await ana.view('waiting')).length, 2, 'the service goes on');
});

test('what the carrier still lists of somebody forgotten does not come in again after a restore', async (t) => {
  const service = await running(t);
  await phone(service, noor, 'hello');
  const copy = path.join(service.folder, 'copy.db');
  assert.equal((await service.command(['backup', '--to', copy])).code, 0);
  await phone(service, maya, 'my garden is flooded');
  await phone(service, noor, 'and later');
  const gone = await service.command(['forget', '--number', '-', '--yes'], `${maya}\n`);
  assert.equal(gone.code, 0, gone.err);
  await service.running.stop();

  const restored = await service.command(['restore', '--from', copy]);
  assert.equal(restored.code, 0, restored.err);
  await service.start();
  const cora = await service.client('cora');
  await eventually('what noor said since the copy is fetched', async () => {
    const [conversation] = await cora.view('waiting');
    const texts = await cora.thread(conversation.id);
    return texts.some(({ body }) => body === 'and later');
  });
  assert.equal((await cora.view('waiting')).length, 1);
  const inbound = "SELECT count(*), sum(erased_at IS NOT NULL) FROM texts WHERE direction = 'in'";
  assert.deepEqual(await sql(service, inbound), ['3|1'], 'that somebody texted is still counted');
  await service.running.stop();
  const verified = await service.command(['verify']);
  assert.equal(verified.code, 0, verified.out + verified.err);
});

test('export: what is kept of one texter, or of everybody, for its reader alone', async (t) => {
  const service = await running(t);
  const { codename } = await talk(service, maya, 'my garden is flooded');
  await phone(service, noor, 'the harvest was good');
  const records = (out) => out.trim().split('\n').map((line) => JSON.parse(line));

  const theirs = await service.command(['export', '--texter', codename]);
  assert.equal(theirs.code, 0, theirs.err);
  const found = records(theirs.out);
  assert.deepEqual(
    found.filter(({ kind }) => kind === 'texter').map(({ number }) => number),
    [maya],
  );
  const bodies = found.filter(({ kind }) => kind === 'text' || kind === 'note');
  assert.ok(bodies.some(({ body }) => body === 'my garden is flooded'));
  assert.ok(bodies.some(({ body }) => body === 'a note'));
  assert.ok(!theirs.out.includes('harvest'));

  const file = path.join(service.folder, 'everything.jsonl');
  const all = await service.command(['export', '--to', file]);
  assert.equal(all.code, 0, all.err);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  const everything = records(await readFile(file, 'utf8'));
  assert.match(all.out, new RegExp(`^${everything.length} records`));
  const kinds = new Set(everything.map(({ kind }) => kind));
  for (const kind of ['line', 'staff', 'texter', 'thread', 'conversation', 'text', 'event']) {
    assert.ok(kinds.has(kind), `no ${kind}`);
  }
  const twice = await service.command(['export', '--to', file]);
  assert.equal(twice.code, 1, 'a file that is there is left alone');
  assert.deepEqual(
    await sql(service, "SELECT count(*) FROM events WHERE kind = 'data.exported'"),
    ['2'],
  );
});
