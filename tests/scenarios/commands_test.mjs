// What an operator types, and what they are told when something is wrong.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { ApiClient } from '../support/api_client.mjs';
import { project, run } from '../support/processes.mjs';
import { temporaryFolder, TestService } from '../support/service.mjs';

async function withService(t, options) {
  const service = await TestService.make(options);
  t.after(() => service.remove());
  return service;
}

test('the example configuration has nothing wrong', async () => {
  const example = path.join(project, 'config/warmline.example.toml');
  const checked = await run(['check', '--config', example], {
    env: { TWILIO_AUTH_TOKEN: 'of-no-account' },
  });
  assert.equal(checked.code, 0, checked.err);
  assert.match(checked.out, /nothing wrong/);
});

test('a broken configuration: every fault with its line, exit 2, nothing made', async (t) => {
  const { folder, remove } = await temporaryFolder();
  t.after(remove);
  const file = path.join(folder, 'warmline.toml');
  await writeFile(
    file,
    [
      '[server]',
      'listen = "127.0.0.1:99999"',
      'public_url = "http://line.example.org"',
      'colour = "green"',
      '[store]',
      'path = "warmline.db"',
      '[security]',
      'master_key = { file = "master.key" }',
      '[[carriers]]',
      'name = "main"',
      'kind = "pigeon"',
      'account_sid = "AC1"',
      'auth_token = { env = "WARMLINE_TEST_UNSET" }',
      '[[lines]]',
      'name = "Line"',
      'number = "0"',
      'carrier = "other"',
      'time_zone = "Mars/Olympus"',
      'languages = ["en"]',
      'mode = "shout"',
      '',
    ].join('\n'),
  );
  for (const command of ['serve', 'check']) {
    const { code, err, out } = await run([command, '--config', file]);
    assert.equal(code, 2);
    for (const line of [2, 3, 4, 11, 12, 13, 16, 17, 18, 20]) {
      const told = new RegExp(`warmline\\.toml:${line}: `);
      assert.match(err, told, `${command} misses line ${line}:\n${err}`);
    }
    assert.doesNotMatch(out, /listening/);
  }
  assert.ok(!existsSync(path.join(folder, 'warmline.db')));
  assert.ok(!existsSync(path.join(folder, 'master.key')));
});

test('a configuration that is not there, and no command at all, are told with exit 2', async () => {
  const missing = await run(['serve', '--config', '/nowhere/warmline.toml']);
  assert.equal(missing.code, 2);
  assert.match(missing.err, /warmline\.toml/);
  assert.equal((await run([])).code, 2);
  assert.equal((await run(['--help'])).code, 0);
});

test('a database of a newer version is left alone, with words', async (t) => {
  const service = await withService(t);
  const database = path.join(service.folder, 'warmline.db');
  await promisify(execFile)('sqlite3', [database, 'PRAGMA user_version = 9999']);
  await service.startStandingBy(/not ready: .*newer version/);
  const { status, reason } = await service.readiness();
  assert.equal(status, 503);
  assert.match(reason, /newer version/);
  // Other commands have nobody to stand by for.
  const { code, err } = await service.command(['staff', 'list']);
  assert.equal(code, 1);
  assert.match(err, /newer version/);
});

test('a master key that does not open the database is refused, with words', async (t) => {
  const service = await withService(t);
  const key = path.join(service.folder, 'master.key');
  await chmod(key, 0o600);
  await writeFile(key, randomBytes(32).toString('base64'));
  await service.startStandingBy(/not ready: .*master key/);
  const { status, reason } = await service.readiness();
  assert.equal(status, 503);
  assert.match(reason, /master key/);
  const { code, err } = await service.command(['staff', 'list']);
  assert.equal(code, 1);
  assert.match(err, /master key/);
});

test('the master key is made for its owner alone', async (t) => {
  const service = await withService(t);
  const { mode } = await stat(path.join(service.folder, 'master.key'));
  assert.equal(mode & 0o777, 0o600);
});

test('a port that is taken is told with its address', async (t) => {
  const service = await withService(t);
  const other = net.createServer().listen(service.port, '127.0.0.1');
  t.after(() => other.close());
  const { code, err } = await service.command(['serve']);
  assert.equal(code, 1);
  assert.match(err, new RegExp(`127\\.0\\.0\\.1 port ${service.port}`));
});

test('staff: added once, listed, and a password too short is refused', async (t) => {
  const service = await withService(t);
  const again = await service.command(
    ['staff', 'add', 'Ana', '--name', 'Ana', '--role', 'peer'],
    'long enough to be one\n',
  );
  assert.equal(again.code, 1);
  assert.match(again.err, /taken/);
  const short = await service.command(
    ['staff', 'add', 'dee', '--name', 'Dee', '--role', 'peer'],
    'short\n',
  );
  assert.equal(short.code, 1);
  const role = await service.command(
    ['staff', 'add', 'dee', '--name', 'Dee', '--role', 'queen'],
    'long enough to be one\n',
  );
  assert.equal(role.code, 2);
  const { out } = await service.command(['staff', 'list']);
  assert.match(out, /^ana +peer/m);
  assert.match(out, /^cora +coordinator/m);
  assert.doesNotMatch(out, /dee/);
  for (const command of ['disable', 'token']) {
    const { code, err } = await service.command(['staff', command, 'nobody']);
    assert.equal(code, 1);
    assert.match(err, /nobody/);
  }
});

test('staff: capitals of a username do not matter, and who is disabled is told so', async (t) => {
  const service = await withService(t);
  await service.start();
  const add = ['staff', 'add', 'Dee', '--name', 'Dee', '--role', 'peer'];
  assert.equal((await service.command(add, 'long enough to be one\n')).code, 0);
  const token = await service.command(['staff', 'token', 'DEE']);
  assert.equal(token.code, 0, token.err);
  const program = ApiClient.withToken(service.base, token.out.trim());
  assert.equal((await program.get('/api/me')).status, 200);
  const disabled = await service.command(['staff', 'disable', 'Dee']);
  assert.equal(disabled.code, 0, disabled.err);
  assert.equal((await program.get('/api/me')).status, 401);

  // A token that was made now would begin to open something once they are enabled.
  for (const command of ['disable', 'token']) {
    const { code, err, out } = await service.command(['staff', command, 'dee']);
    assert.equal(code, 1);
    assert.match(err, /dee is disabled/);
    assert.equal(out, '');
  }
});

test('a new token ends the one before it', async (t) => {
  const service = await withService(t);
  await service.start();
  const before = await service.client('ana');
  assert.equal((await before.get('/api/me')).status, 200);
  const after = await service.client('ana');
  assert.equal((await after.get('/api/me')).status, 200);
  assert.equal((await before.get('/api/me')).status, 401);
});

test('who is disabled is out at once, and their conversation is in the queue', async (t) => {
  const service = await withService(t);
  await service.start();
  const cora = await service.client('cora');
  const ana = await ApiClient.signIn(service.base, 'ana', service.password);
  const program = await service.client('ana');
  await ana.put('/api/me/presence', { presence: 'on' });
  await service.text('+15035550144', 'hello');
  const [{ id }] = await ana.view('waiting');
  assert.equal((await ana.post(`/api/conversations/${id}/claim`)).status, 200);

  assert.equal((await service.command(['staff', 'disable', 'ana'])).code, 0);
  assert.equal((await ana.get('/api/me')).status, 401);
  assert.equal((await program.get('/api/me')).status, 401);
  await assert.rejects(ApiClient.signIn(service.base, 'ana', service.password));
  assert.deepEqual((await cora.view('waiting')).map((waiting) => waiting.id), [id]);
  assert.match((await service.command(['staff', 'list'])).out, /^ana .*disabled/m);
});

test('no secret is in the configuration, and none is in the database in the clear', async (t) => {
  const service = await withService(t);
  await service.start();
  const words = 'a most unusual sentence';
  assert.equal(await service.text('+15035550155', words), 200);
  const cora = await service.client('cora');
  assert.equal((await cora.view('waiting')).length, 1);
  await service.running.stop();
  for (const name of ['warmline.db', 'warmline.db-wal']) {
    const file = path.join(service.folder, name);
    if (!existsSync(file)) continue;
    const bytes = await readFile(file);
    for (const secret of [words, '5035550155', service.token, service.password]) {
      assert.ok(!bytes.includes(secret), `${name} holds what should be sealed`);
    }
  }
});
