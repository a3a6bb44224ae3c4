// Promise 1, no text is lost: what came in while the service was down is fetched from the carrier.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../support/eventually.mjs';
import { lineNumber, TestService } from '../support/service.mjs';

const maya = '+15035550141';
const noor = '+15035550142';

// What came in, in the one thread that begins with `first`; empty where there is none.
async function threadFrom(client, first) {
  const waiting = await client.view('waiting');
  const all = await Promise.all(waiting.map(({ id }) => client.thread(id)));
  const threads = all.map((texts) => texts.filter(({ direction }) => direction === 'in'));
  const found = threads.filter(([oldest]) => oldest?.body === first);
  assert.ok(found.length <= 1);
  return found[0] ?? [];
}

test('texts missed while the service was down come in at its start, once, in order, late', async (t) => {
  const service = await TestService.make();
  t.after(() => service.remove());
  await service.startCarrier();
  await service.start();
  const cora = await service.client('cora');
  await service.simulator.text(maya, lineNumber, 'heard');
  await service.running.stop('SIGKILL');

  for (const body of ['one', 'two', 'three']) {
    const { status } = await service.simulator.text(maya, lineNumber, body);
    assert.equal(status, 0);
  }
  await service.simulator.text(noor, lineNumber, 'hello');

  // Again and again changes nothing.
  for (let run = 0; run < 2; ++run) {
    await service.start();
    const noors = () => threadFrom(cora, 'hello');
    assert.equal((await eventually('noor is there', async () => {
      const texts = await noors();
      return texts.length > 0 && texts;
    })).length, 1);
    const texts = await threadFrom(cora, 'heard');
    assert.deepEqual(texts.map(({ body }) => body), ['heard', 'one', 'two', 'three']);
    assert.equal(texts[0].sent_at, null);
    for (const late of texts.slice(1)) assert.ok(late.sent_at < late.at);
    await service.running.stop('SIGKILL');
  }
});

test('a carrier that is away at the start is asked later; the log says why once', async (t) => {
  const service = await TestService.make();
  t.after(() => service.remove());
  await service.start();
  const said = () => service.running.err.match(/can't compare with the carrier's list/g)?.length;
  await eventually('the log says so', () => said() === 1);
  const cora = await service.client('cora');
  // The line works all the same.
  assert.equal(await service.text(maya, 'hi'), 200);
  assert.equal((await cora.view('waiting')).length, 1);
  assert.equal(said(), 1);
});
