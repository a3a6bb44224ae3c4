// What people said, who they are and what they sign in with is nowhere in the clear: not in any
// file of ours, not in what we print, and not in a core dump, because there is none.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, copyFile, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { ApiClient } from '../support/api_client.mjs';
import { eventually } from '../support/eventually.mjs';
import { filesBelow, secretsIn, writings } from '../support/plain_text.mjs';
import { binary, Running } from '../support/processes.mjs';
import { lineNumber, TestService } from '../support/service.mjs';

const people = {
  ana: { name: 'Zorabeth Quillfeather', role: 'peer', password: 'marmalade-lighthouse-71' },
  cora: { name: 'Ксенофонтия Чернолесская', role: 'coordinator', password: 'пароль-из-ста-ворон' },
};
const phones = {
  maya: '+15035550171',
  omid: '+15035550172',
  lin: '+15035550173',
  gone: '+15035550174',
  late: '+15035550175',
};
// Each in a script of its own, with words that nothing else has.
const said = {
  maya: ['Grandmother planted quinceblossoms, remember?', 'ICH FÜRCHTE DIE ÜBERSCHWEMMUNGSNÄCHTE'],
  omid: ['دیشب خواب پروانه‌های نارنجی دیدم', 'все мои незабудки замёрзли'],
  lin: ['昨晚我又梦见了外婆的石榴树', '😢🪻🦔 hedgehogweather'],
  gone: ['pleasestopwithmarigolds'],
  late: ['theflooddrownedourswitchboard'],
};
const written = {
  reply: 'Quinceblossoms outlive sorrow-ful Octobers',
  failing: 'thiscarrierwillneverbringit',
  note: 'remembers the velvetgarden in Łódź',
  handoff: 'wants gentlerthanme voices',
  coordinator: 'Coordinatrix speaking, unhurriedly',
};
const inPicture = 'snapshotofherorchard';
const picture = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.from(inPicture),
]);
const searched = 'quinceblossoms';
// What the simulated carrier keeps is not ours.
const carriersFile = 'carrier.jsonl';

const secrets = [
  ...Object.values(said).flat(),
  ...Object.values(written),
  ...Object.values(phones).flatMap((phone) => [phone, phone.slice(2), phone.slice(-7)]),
  ...Object.values(people).flatMap(({ name, password }) => [name, password]),
  inPicture,
];

async function hire(service) {
  for (const [username, { name, role, password }] of Object.entries(people)) {
    const added = await service.command(
      ['staff', 'add', username, '--name', name, '--role', role, '--capacity', '20'],
      `${password}\n`,
    );
    assert.equal(added.code, 0, added.err);
  }
}

// No file of the folder, and nothing that was printed, holds a secret.
async function assertSealed(service, when) {
  for (const { name, bytes } of await filesBelow(service.folder)) {
    if (path.basename(name) === carriersFile) continue;
    const found = secretsIn(bytes, [...secrets, service.token]);
    assert.deepEqual(found, [], `${when}, ${path.basename(name)} holds what should be sealed`);
  }
  const printed = Buffer.from(service.running.out + service.running.err);
  assert.deepEqual(secretsIn(printed, [...secrets, service.token]), [], `printed ${when}`);
}

async function signIn(service, username) {
  const client = await ApiClient.signIn(service.base, username, people[username].password);
  await client.put('/api/me/presence', { presence: 'on' });
  return client;
}

// While somebody else keeps the database locked, until `during` ends.
async function whileLocked(service, during) {
  const other = spawn('sqlite3', [path.join(service.folder, 'warmline.db')]);
  other.stdin.write("BEGIN EXCLUSIVE;\nSELECT 'locked';\n");
  await once(other.stdout, 'data');
  try {
    await during();
  } finally {
    other.stdin.end('ROLLBACK;\n');
    await once(other, 'close');
  }
}

async function everybodyWrites(service) {
  for (const [who, texts] of Object.entries(said)) {
    if (who === 'late') continue;
    for (const body of texts) {
      assert.equal((await service.simulator.text(phones[who], lineNumber, body)).status, 200);
    }
  }
  const media = [`data:image/png;base64,${picture.toString('base64')}`];
  const sent = await new ApiClient(`http://127.0.0.1:${service.carrierPort}`).post(
    '/simulator/texts',
    { from: phones.maya, to: lineNumber, body: '', media },
  );
  assert.equal(sent.body.status, 200);
  // Where it is, the carrier says by the text's own id.
  secrets.push(`ME${sent.body.sid.slice(2, 32)}00`);
}

// From now on it is kept here.
async function pictureIsOpened(cora, waiting) {
  for (const { id } of waiting) {
    for (const text of await cora.thread(id)) {
      if (text.media.length === 0) continue;
      const opened = await cora.get(`/api/texts/${text.id}/media/0`);
      assert.equal(opened.status, 200);
      return;
    }
  }
  assert.fail('nobody sent a picture');
}

// Replies, notes, a handoff, a search, sends that fail; all that leaves has left when this ends.
async function everybodyIsAnswered(service, ana, cora) {
  const simulated = new ApiClient(`http://127.0.0.1:${service.carrierPort}`);
  await simulated.put('/simulator/faults', {
    faults: [{ fault: 'late_error', times: 1 }],
    failing_phones: { [phones.lin]: 30003 },
  });
  const waiting = await ana.view('waiting');
  assert.equal(waiting.length, 4);
  await pictureIsOpened(cora, waiting);
  for (const [index, { id }] of waiting.entries()) {
    assert.equal((await ana.post(`/api/conversations/${id}/claim`)).status, 200);
    const words = [written.reply, written.failing][index % 2];
    const body = `${words} ${index}`;
    assert.equal(
      (await ana.post(`/api/conversations/${id}/texts`, { body, client_id: `${index}` })).status,
      201,
    );
  }
  const [{ id: first }, { id: second }] = waiting;
  assert.equal(
    (await ana.post(`/api/conversations/${first}/notes`, { body: written.note })).status,
    201,
  );
  const handed = await ana.post(`/api/conversations/${second}/handoff`, { note: written.handoff });
  assert.equal(handed.status, 200);
  const body = written.coordinator;
  const overruled = await cora.post(`/api/conversations/${first}/texts`, {
    body,
    client_id: 'overruled',
  });
  assert.equal(overruled.status, 201);
  const found = await cora.get(`/api/search?q=${searched}`);
  assert.equal(found.status, 200);
  assert.ok(found.body.items.length > 0, 'its words stand in the index');
  const ended = ['sent', 'delivered', 'failed', 'unknown'];
  for (const { id } of waiting) {
    await eventually('all replies have come to an end', async () =>
      (await cora.thread(id))
        .filter((text) => text.direction === 'out')
        .every((text) => ended.includes(text.status)),
    );
  }
}

test('the search finds a secret however it is written', () => {
  const secret = 'velvetgarden in Łódź';
  for (const [as, bytes] of writings(secret)) {
    const file = Buffer.concat([Buffer.from([1, 2, 3, 255]), bytes, Buffer.from([0, 9])]);
    const found = secretsIn(file, [secret]);
    assert.ok(
      found.some((one) => one.secret === secret && one.as === as),
      as,
    );
  }
  for (const before of ['', 'a', 'ab']) {
    const file = Buffer.from(Buffer.from(`${before}${secret}, and more`).toString('base64'));
    assert.ok(secretsIn(file, [secret]).length > 0, `base64 after "${before}"`);
  }
  assert.deepEqual(secretsIn(Buffer.from('nothing of the kind'), [secret]), []);
});

test('after a whole day no file and nothing printed shows who said what', async (t) => {
  const service = await TestService.make({ staff: {} });
  t.after(() => service.remove());
  await hire(service);
  await service.startCarrier();
  await service.start();
  const ana = await signIn(service, 'ana');
  const cora = await signIn(service, 'cora');
  await assert.rejects(ApiClient.signIn(service.base, 'ana', `${people.ana.password}, mistyped`));

  await everybodyWrites(service);
  await assertSealed(service, 'when everybody has written');
  await everybodyIsAnswered(service, ana, cora);
  assert.equal((await service.simulator.text(phones.gone, lineNumber, 'STOP')).status, 200);
  await whileLocked(service, async () => {
    // It has to be taken all the same: it goes to the spool.
    const brought = await service.simulator.text(phones.late, lineNumber, said.late[0]);
    assert.equal(brought.status, 200);
    await assertSealed(service, 'while the database is locked');
  });
  await eventually('what was spooled is in the database', async () =>
    (await cora.view('waiting')).some(({ last_text: last }) => last.preview.includes(said.late[0])),
  );
  const backup = path.join(service.folder, 'backup.db');
  const backed = await service.command(['backup', '--to', backup]);
  assert.equal(backed.code, 0, backed.err);
  assert.ok((await stat(backup)).size > 0);
  await assertSealed(service, 'in the evening');

  service.running.signal('SIGKILL');
  await service.running.ended();
  await assertSealed(service, 'after a crash');
  await service.start();
  assert.equal((await service.running.stop()).code, 0);
  await assertSealed(service, 'in the end');
});

// Starts it where a core file may be left, as `as`; its texts are in its memory.
async function startWithCoresAllowed(service, folder, as = {}) {
  const command = 'ulimit -c unlimited && exec "$0" "$@"';
  const args = ['-c', command, path.join(folder, 'warmline'), 'serve', '--config', service.config];
  service.running = new Running(args, { program: 'bash', cwd: folder, env: service.env, as });
  await service.running.says(/warmline is listening on \S+/);
  for (const body of said.maya) assert.equal(await service.text(phones.maya, body), 200);
}

// Whether a process that does nothing about it leaves a core file in this folder.
async function coresAreLeftIn(folder) {
  const dying = spawn('bash', ['-c', 'ulimit -c unlimited; kill -SEGV $$'], { cwd: folder });
  await once(dying, 'close');
  const cores = (await readdir(folder)).filter((name) => name.includes('core'));
  for (const name of cores) await rm(path.join(folder, name));
  return cores.length > 0;
}

async function folderWithBinary(t) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'warmline-cores-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await copyFile(binary, path.join(folder, 'warmline'));
  await chmod(path.join(folder, 'warmline'), 0o755);
  return folder;
}

for (const signal of ['SIGSEGV', 'SIGABRT']) {
  test(`${signal} leaves no core file`, async (t) => {
    const service = await TestService.make();
    t.after(() => service.remove());
    const folder = await folderWithBinary(t);
    if (!(await coresAreLeftIn(folder)))
      t.diagnostic('this system keeps core files elsewhere, or none');
    await startWithCoresAllowed(service, folder);
    const limits = await readFile(`/proc/${service.running.pid}/limits`, 'utf8');
    assert.match(limits, /^Max core file size +0 +0 /m);
    service.running.signal(signal);
    assert.equal((await service.running.ended()).signal, signal);
    assert.deepEqual(await readdir(folder), ['warmline']);
    await assertSealed(service, 'after it was ended');
  });
}

test('no other process of its user may read its memory', async (t) => {
  const service = await TestService.make();
  t.after(() => service.remove());
  const folder = await folderWithBinary(t);
  // To root nothing is closed: it runs as somebody else then.
  const nobody = { uid: 65534, gid: 65534 };
  const as = process.getuid() === 0 ? nobody : {};
  if (as.uid) {
    await promisify(execFile)('chown', ['-R', `${as.uid}:${as.gid}`, service.folder]);
    await chown(folder, as.uid, as.gid);
  }
  await startWithCoresAllowed(service, folder, as);
  // The files of a process that may be dumped belong to its user (proc(5)).
  const { uid } = await stat(`/proc/${service.running.pid}/mem`);
  const { uid: user } = await stat(`/proc/${service.running.pid}`);
  assert.notEqual(user, 0);
  assert.equal(uid, 0);
  const reading = promisify(execFile)('cat', [`/proc/${service.running.pid}/environ`], as);
  await assert.rejects(reading, /Permission denied/);
});
