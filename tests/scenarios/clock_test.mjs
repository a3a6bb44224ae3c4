// The machine's clock is set back: what comes in later stands later, and is later.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { TestService } from '../support/service.mjs';

const maya = '+15035550170';

// A service that lives by a clock of its own; `set` is how far it is from the machine's: "+2h".
async function withOwnClock(t, set) {
  const service = await TestService.make();
  t.after(() => service.remove());
  const file = path.join(service.folder, 'clock');
  const library = execFileSync('dpkg', ['-L', 'libfaketime'], { encoding: 'utf8' })
    .split('\n')
    .find((name) => name.endsWith('/libfaketimeMT.so.1'));
  const setClock = (to) => writeFile(file, to);
  await setClock(set);
  service.env = {
    ...service.env,
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
  await service.startCarrier();
  await service.start();
  return { service, setClock };
}

async function textsOf(client, id) {
  const { body } = await client.get(`/api/conversations/${id}/texts`);
  return body.items.filter(({ direction }) => direction === 'in');
}

function assertInOrder(texts, bodies) {
  assert.deepEqual(texts.map(({ body }) => body), bodies);
  const times = texts.map(({ at }) => Date.parse(at));
  assert.deepEqual(times, [...times].sort((a, b) => a - b));
}

test('the clock is set back while the service runs, and before it starts again', async (t) => {
  const { service, setClock } = await withOwnClock(t, '+2h');
  const { client, id } = await service.claimed('ana', maya, 'one');
  const [first] = await textsOf(client, id);
  assert.ok(Date.parse(first.at) > Date.now() + 60 * 60_000, 'the clock is ahead');

  await setClock('+0');
  assert.equal(await service.text(maya, 'two'), 200);
  assertInOrder(await textsOf(client, id), ['one', 'two']);

  await service.running.stop('SIGKILL');
  await service.start();
  assert.match(service.running.err, /the clock says .+ minutes before the newest of what is kept/);
  assert.equal(await service.text(maya, 'three'), 200);
  assertInOrder(await textsOf(client, id), ['one', 'two', 'three']);
  assert.equal((await service.command(['verify'])).code, 0);
});

test('a clock that was days ahead is not believed for ever', async (t) => {
  const { service, setClock } = await withOwnClock(t, '+30d');
  const { client, id } = await service.claimed('ana', maya, 'one');
  await service.running.stop('SIGKILL');
  await setClock('+0');
  await service.start();
  assert.match(service.running.err, /stands before it\. Set the clock right, and start again/);
  assert.equal(await service.text(maya, 'two'), 200);
  const two = (await textsOf(client, id)).find(({ body }) => body === 'two');
  assert.ok(Date.parse(two.at) < Date.now() + 24 * 60 * 60_000);
});
