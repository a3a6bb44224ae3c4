// When the disk won't: no text that was answered 200 is lost, the reason is in /readyz and in one
// line of the log, and it gets well by itself.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { eventually } from '../support/eventually.mjs';
import { Running } from '../support/processes.mjs';
import { TestService } from '../support/service.mjs';
import { SmallDisk } from '../support/small_disk.mjs';
import { callWebhook, newSid } from '../support/webhooks.mjs';

const maya = '+15035550111';
const noor = '+15035550112';

async function withService(t, options) {
  const service = await TestService.make(options);
  t.after(() => service.remove());
  return service;
}

// Its database on a disk of its own; null where this user may not mount.
async function withSmallDisk(t) {
  let disk = null;
  const prepare = async (folder) => {
    disk = await SmallDisk.mount(path.join(folder, 'disk'));
    if (disk) t.after(() => disk.unmount());
    else t.skip('mounting a small disk takes root');
  };
  const service = await withService(t, { prepare, database: 'disk/warmline.db' });
  return disk && { service, disk };
}

async function sql(file, words) {
  const { stdout } = await promisify(execFile)('sqlite3', [file, words]);
  return stdout.trim();
}

// What this texter said, as a coordinator sees it.
async function heardFrom(service, client, words) {
  const waiting = await client.view('waiting');
  for (const { id } of waiting) {
    const thread = await client.thread(id);
    const bodies = thread.filter((text) => text.direction === 'in').map((text) => text.body);
    if (bodies.includes(words)) return bodies;
  }
  return [];
}

const linesOf = (running, pattern) =>
  running.err.split('\n').filter((line) => pattern.test(line)).length;
const allLines = /\[(warning|error)\]/;

async function textUntilRefusing(service, said) {
  await eventually('the full disk is noticed', async () => {
    const body = `text ${said.length}`;
    assert.equal(await service.text(maya, body), 200);
    said.push(body);
    return (await service.readiness()).status === 503;
  });
}

test('a full disk: texts get 200 and are in the inbox, once, when it has room', async (t) => {
  const made = await withSmallDisk(t);
  if (!made) return;
  const { service, disk } = made;
  await service.startCarrier();
  await service.start();
  const cora = await service.client('cora');
  const said = [];
  await disk.fill();
  await textUntilRefusing(service, said);
  assert.match((await service.readiness()).reason, /full/);

  // Also twice the same, and from two at once.
  const sid = newSid();
  for (let twice = 0; twice < 2; ++twice) {
    assert.equal(await service.text(maya, 'said while full', { sid }), 200);
  }
  said.push('said while full');
  assert.equal(await service.text(noor, 'me too'), 200);
  // Carriers repeat receipts, and need not be told that this one was kept.
  const receipt = { MessageSid: newSid(), MessageStatus: 'delivered' };
  const statusUrl = `${service.base}/webhooks/main/status`;
  assert.equal(await callWebhook(statusUrl, service.token, receipt), 503);
  assert.equal((await service.readiness()).status, 503);
  assert.equal((await cora.get('/api/me')).status, 200, 'staff can read');

  await disk.free();
  await service.becomesReady();
  await eventually('all texts are there', async () =>
    (await heardFrom(service, cora, 'said while full')).length === said.length,
  );
  assert.deepEqual(await heardFrom(service, cora, 'text 0'), said);
  assert.deepEqual(await heardFrom(service, cora, 'me too'), ['me too']);
  await service.running.stop();
  assert.equal(linesOf(service.running, /the database refuses: .*full/), 1);
  assert.equal(linesOf(service.running, /the database is well again/), 1);
  assert.equal(linesOf(service.running, allLines), 2, service.running.err);
});

test('killed while texts wait in the spool: they are there after it starts again', async (t) => {
  const made = await withSmallDisk(t);
  if (!made) return;
  const { service, disk } = made;
  await service.start();
  const cora = await service.client('cora');
  const said = [];
  await disk.fill();
  await textUntilRefusing(service, said);
  await service.running.stop('SIGKILL');

  // Still full: it goes on taking texts, whether it gets the database open or stands by.
  await service.startAnyhow();
  await disk.fill();
  await textUntilRefusing(service, said);
  assert.equal(await service.text(maya, 'after the kill'), 200);
  said.push('after the kill');
  await service.running.stop('SIGKILL');
  await service.startAnyhow();

  await disk.free();
  await service.becomesReady();
  await eventually('all texts are there', async () =>
    (await heardFrom(service, cora, 'after the kill')).length === said.length,
  );
  assert.deepEqual(await heardFrom(service, cora, 'after the kill'), said);
});

test('a disk that can only be read: it stands by, and serves when it can be written', async (t) => {
  const made = await withSmallDisk(t);
  if (!made) return;
  const { service, disk } = made;
  await service.start();
  await service.running.stop();
  await disk.remount('ro');
  const { status } = await service.startStandingBy(/not ready: .*/);
  assert.equal(status, 503);
  assert.equal(await service.text(maya, 'into the void'), 503);
  assert.equal((await fetch(`${service.base}/healthz`)).status, 200);
  await disk.remount('rw');
  await service.becomesReady();
  assert.equal(await service.text(maya, 'hello'), 200);
  assert.equal(linesOf(service.running, /not ready/), 1, service.running.err);
});

// Another program that has the database for itself, until release() is called.
async function lockedBy(file, t) {
  const other = spawn('sqlite3', [file]);
  t.after(() => other.kill());
  other.stdin.write('.bail on\n.timeout 20000\n');
  other.stdin.write('BEGIN EXCLUSIVE;\nUPDATE upkeep SET done_at = done_at;\nSELECT 1;\n');
  await once(other.stdout, 'data');
  return async () => {
    other.stdin.end('ROLLBACK;\n');
    await once(other, 'close');
  };
}

test('another program locks the database: texts wait in the spool, in order', async (t) => {
  const service = await withService(t);
  await service.startCarrier();
  await service.start();
  const cora = await service.client('cora');
  assert.equal(await service.text(maya, 'one'), 200);
  const release = await lockedBy(service.database, t);
  assert.equal(await service.text(maya, 'two'), 200);
  assert.match((await service.readiness()).reason, /locked/);
  assert.equal(await service.text(maya, 'three'), 200);
  await release();
  await service.becomesReady();
  await eventually('all texts are there', async () =>
    (await heardFrom(service, cora, 'three')).length === 3,
  );
  assert.deepEqual(await heardFrom(service, cora, 'one'), ['one', 'two', 'three']);
  assert.equal(linesOf(service.running, allLines), 2, service.running.err);
});

test('locked at the start: it stands by with the reason, and takes texts', async (t) => {
  const service = await withService(t);
  await service.start();
  const cora = await service.client('cora');
  await service.running.stop();
  const release = await lockedBy(service.database, t);
  await service.startStandingBy(/not ready: .*/);
  assert.equal(await service.text(maya, 'anyone?'), 200);
  assert.equal((await cora.get('/api/me')).status, 503);
  await eventually('the reason is told', async () =>
    /locked/.test((await service.readiness()).reason),
  );
  await release();
  await service.becomesReady();
  await eventually('the text is there', async () =>
    (await heardFrom(service, cora, 'anyone?')).length === 1,
  );
});

// Writes over the inside of a page, as a failing disk does.
async function damagePage(file, page) {
  const size = Number(await sql(file, 'PRAGMA page_size'));
  const disk = await open(file, 'r+');
  await disk.write(randomBytes(size), 0, size, (page - 1) * size);
  await disk.close();
}

test('a damaged page: its texter’s thread says so, and the others go on', async (t) => {
  const service = await withService(t);
  await service.start();
  const cora = await service.client('cora');
  for (let i = 0; i < 40; ++i) {
    assert.equal(await service.text(maya, `a long text ${i} ${'x'.repeat(300)}`), 200);
  }
  await service.running.stop();
  await sql(service.database, 'PRAGMA wal_checkpoint(TRUNCATE)');
  // The page of texts in the middle of the forty.
  const rows = await sql(
    service.database,
    "SELECT pageno FROM dbstat WHERE name = 'texts' AND pagetype = 'leaf' ORDER BY pageno",
  );
  const leaves = rows.split('\n').map(Number);
  assert.ok(leaves.length >= 4, rows);
  await damagePage(service.database, leaves[Math.floor(leaves.length / 2)]);

  await service.start();
  const [conversation] = await cora.view('waiting');
  const read = await cora.get(`/api/conversations/${conversation.id}/texts?limit=100`);
  assert.equal(read.status, 503);
  assert.equal(read.body.code, 'store_damaged');
  const { status, reason } = await service.readiness();
  assert.equal(status, 503);
  assert.match(reason, /malformed|damaged|corrupt/);
  assert.equal(await service.text(noor, 'and I am here'), 200);
  await eventually('the other text is there', async () => {
    const waiting = await cora.view('waiting');
    const other = waiting.find(({ id }) => id !== conversation.id);
    return other && (await cora.thread(other.id)).some((text) => text.body === 'and I am here');
  });
  assert.equal(linesOf(service.running, /is damaged/), 1, service.running.err);
});

test('a file that is no database: texts wait until it is put back', async (t) => {
  const service = await withService(t);
  await service.start();
  const cora = await service.client('cora');
  await service.running.stop();
  const away = `${service.database}.away`;
  await rename(service.database, away);
  await writeFile(service.database, randomBytes(8192));
  await service.startStandingBy(/not ready: .*/);
  assert.match((await service.readiness()).reason, /not a database/);
  assert.equal(await service.text(maya, 'kept apart'), 200);
  await rename(away, service.database);
  await service.becomesReady();
  await eventually('the text is there', async () =>
    (await heardFrom(service, cora, 'kept apart')).length === 1,
  );
});

// Whoever connects, each time anew, while `until` is not done: how many were turned away.
async function turnedAway(service, until) {
  let done = false;
  let failures = 0;
  const ends = until.finally(() => (done = true));
  while (!done) {
    await new Promise((answered) => {
      const request = http.get(`${service.base}/healthz`, { agent: false }, (response) => {
        response.resume().once('end', answered);
      });
      request.once('error', () => {
        ++failures;
        answered();
      });
    });
  }
  await ends;
  return failures;
}

test('a missing master key is not replaced; put back, nobody is turned away', async (t) => {
  const service = await withService(t);
  const key = path.join(service.folder, 'master.key');
  await rename(key, `${key}.away`);
  await service.startStandingBy(/not ready: .*/);
  const { status, reason } = await service.readiness();
  assert.equal(status, 503);
  assert.match(reason, /master key file .* is missing.* put the key back/);
  assert.equal(await service.text(maya, 'not yet'), 503);
  await assert.rejects(readFile(key));
  // Nor does any other command make one.
  const listed = await service.command(['staff', 'list']);
  assert.equal(listed.code, 1);
  assert.match(listed.err, /put the key back/);

  await rename(`${key}.away`, key);
  assert.equal(await turnedAway(service, service.becomesReady()), 0);
  assert.equal(await service.text(maya, 'now'), 200);
});

test('a wrong master key is told, spoils nothing, and can be set right', async (t) => {
  const service = await withService(t);
  await service.start();
  const cora = await service.client('cora');
  assert.equal(await service.text(maya, 'before'), 200);
  await service.running.stop();
  const key = path.join(service.folder, 'master.key');
  const right = await readFile(key);
  await writeFile(key, randomBytes(32).toString('base64'));
  await service.startStandingBy(/not ready: the master key does not open/);
  assert.match((await service.readiness()).reason, /master key does not open/);
  assert.equal(await service.text(maya, 'in between'), 503);
  await writeFile(key, right);
  await service.becomesReady();
  assert.equal(await service.text(maya, 'after'), 200);
  assert.deepEqual(await heardFrom(service, cora, 'after'), ['before', 'after']);
});

test('a second service on the same database stands by until the first has stopped', async (t) => {
  const service = await withService(t);
  await service.start();
  const other = await withService(t, { staff: {} });
  const config = await readFile(other.config, 'utf8');
  const same = config
    .replace('path = "warmline.db"', `path = "${service.database}"`)
    .replace('"master.key"', `"${path.join(service.folder, 'master.key')}"`);
  await writeFile(other.config, same);
  await other.startStandingBy(/not ready: another warmline/);
  assert.match((await other.readiness()).reason, /another warmline/);
  assert.equal(await other.text(maya, 'to the wrong one'), 503);
  assert.equal((await service.readiness()).status, 200);
  await service.running.stop();
  await other.becomesReady();
  assert.equal(await other.text(maya, 'to the right one'), 200);
});

test('a damaged spool: the service starts, takes in what opens, and keeps the rest', async (t) => {
  const service = await withService(t);
  await service.start();
  const cora = await service.client('cora');
  const release = await lockedBy(service.database, t);
  for (const words of ['one', 'two', 'three']) {
    assert.equal(await service.text(maya, words), 200);
  }
  await service.running.stop('SIGKILL');
  await release();
  const spool = `${service.database}.spool`;
  const bytes = await readFile(spool);
  const second = 4096 + 5 + bytes.readUInt32LE(4096);
  bytes[second + 50] ^= 0x10;
  await writeFile(spool, bytes);
  await service.start();
  await eventually('what opens is there', async () =>
    (await heardFrom(service, cora, 'one')).length === 2,
  );
  assert.deepEqual(await heardFrom(service, cora, 'one'), ['one', 'three']);
  assert.equal(linesOf(service.running, /spool was damaged/), 1);
  const files = await readdir(service.folder);
  assert.equal(files.filter((name) => name.includes('.spool.damaged-')).length, 1);
  // Nothing of it is readable, and the spool itself is empty again.
  assert.ok(!bytes.includes('three') && !bytes.includes(maya.slice(1)));
  await eventually('the spool is wiped', async () =>
    (await readFile(spool)).subarray(4096).every((byte) => byte === 0),
  );
});

test('stopped while it stands by: exit 0', async (t) => {
  const service = await withService(t);
  await rm(path.join(service.folder, 'master.key'));
  await service.startStandingBy(/not ready/);
  const { code, err } = await service.running.stop();
  assert.equal(code, 0, err);
});

test('a port that is taken ends it, whatever the database says', async (t) => {
  const service = await withService(t);
  await rm(path.join(service.folder, 'master.key'));
  await service.startStandingBy(/not ready/);
  const second = new Running(['serve', '--config', service.config], { env: service.env });
  const { code, err } = await second.ended();
  assert.equal(code, 1);
  assert.match(err, /can't listen/);
});
