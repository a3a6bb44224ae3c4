// The demo: on loopback only, and what was said is there after a restart.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { ApiClient } from '../support/api_client.mjs';
import { demoConfig, demoLine, demoPassword, startDemo } from '../support/demo.mjs';
import { eventually } from '../support/eventually.mjs';
import { run } from '../support/processes.mjs';
import { temporaryFolder } from '../support/service.mjs';
import { SimulatorClient } from '../support/simulator_client.mjs';

const phone = '+15035550177';
// As /proc/net/tcp writes 127.0.0.1, and a socket that listens.
const loopback = '0100007F';
const listening = '0A';

async function folderFor(t) {
  const { folder, remove } = await temporaryFolder();
  t.after(remove);
  return folder;
}

test('texts, staff and the phone outlive a restart of the demo', async (t) => {
  const folder = await folderFor(t);
  const first = await startDemo(folder);
  t.after(() => first.running.stop('SIGKILL'));
  const ana = await ApiClient.signIn(first.base, 'ana', demoPassword);
  await ana.put('/api/me/presence', { presence: 'on' });
  const { status } = await new SimulatorClient(first.carrier).text(phone, demoLine, 'good evening');
  assert.equal(status, 200);
  const [{ id, texter }] = await eventually('ana has an offer', async () => {
    const offered = await ana.view('offered');
    return offered.length > 0 && offered;
  });
  assert.equal((await ana.post(`/api/conversations/${id}/accept`)).status, 200);
  await ana.post(`/api/conversations/${id}/texts`, { body: 'good evening to you', client_id: '1' });
  const delivered = async (who) =>
    (await who.thread(id)).some(
      (text) => text.body === 'good evening to you' && text.status === 'delivered',
    );
  await eventually('the reply is delivered', () => delivered(ana));
  assert.equal((await first.running.stop()).code, 0);

  const second = await startDemo(folder);
  t.after(() => second.running.stop('SIGKILL'));
  const again = await ApiClient.signIn(second.base, 'ana', demoPassword);
  const [mine] = await again.view('mine');
  assert.equal(mine.id, id);
  assert.equal(mine.texter.codename, texter.codename);
  assert.ok(await delivered(again));
  const phones = (await again.get('/phone/api/phones')).body.phones;
  const history = (await again.get(`/phone/api/phones/${phones[0].id}/texts`)).body;
  const bodies = history.texts.map((text) => text.body);
  assert.equal(history.number, phone);
  assert.ok(bodies.includes('good evening') && bodies.includes('good evening to you'));
});

// The addresses that somebody listens on at `port`, as the kernel writes them.
async function listenersAt(port) {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  return tables
    .flatMap((table) => table.split('\n').slice(1))
    .map((row) => row.trim().split(/\s+/))
    .filter(([, local, , state]) => state === listening && local.endsWith(wanted))
    .map(([, local]) => local.slice(0, -wanted.length));
}

test('the demo listens on loopback alone', async (t) => {
  const demo = await startDemo(await folderFor(t));
  t.after(() => demo.running.stop('SIGKILL'));
  for (const address of [demo.base, demo.carrier]) {
    assert.deepEqual(await listenersAt(Number(new URL(address).port)), [loopback]);
  }
});

test('a demo that is told to listen to everybody does not start, and says why', async (t) => {
  const folder = await folderFor(t);
  const config = path.join(folder, 'open.toml');
  const words = await readFile(demoConfig, 'utf8');
  await writeFile(config, words.replace('"127.0.0.1:8080"', '"0.0.0.0:8080"'));
  const { code, err } = await run(['demo', '--config', config, '--data', folder, '--port', '0']);
  assert.equal(code, 2);
  assert.match(err, /server\.listen: the demo runs on loopback only/);
});

test('numbers about the service are not told to who comes through a proxy', async (t) => {
  const demo = await startDemo(await folderFor(t));
  t.after(() => demo.running.stop('SIGKILL'));
  const status = async (page, headers = {}) => (await fetch(demo.base + page, { headers })).status;
  assert.equal(await status('/metrics'), 200);
  assert.equal(await status('/metrics', { 'X-Forwarded-For': '203.0.113.9' }), 404);
  assert.equal(await status('/metrics', { Forwarded: 'for=203.0.113.9' }), 404);
  assert.equal(await status('/healthz'), 200);
  assert.equal(await status('/readyz'), 200);
});
