// A line gets another number in the configuration while somebody talks there.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { lineNumber, TestService } from '../support/service.mjs';

const texter = '+15035550133';

test('a line with another number: the operator is told what is left, and its peer closes it', async (t) => {
  const service = await TestService.make();
  t.after(() => service.remove());
  await service.start();
  const { client: ana, id } = await service.claimed('ana', texter, 'hello');
  await service.running.stop();

  const config = await readFile(service.config, 'utf8');
  await writeFile(service.config, config.replace(lineNumber, '+15035550177'));
  await service.start();
  await service.running.logs(/"Community line" is no longer configured, and 1 of its conversations/);
  assert.equal((await service.readiness()).status, 200);
  const reply = { body: 'are you there?', client_id: '1' };
  const refused = await ana.post(`/api/conversations/${id}/texts`, reply);
  assert.deepEqual([refused.status, refused.body.code], [404, 'not_found']);
  const closed = await ana.post(`/api/conversations/${id}/close`);
  assert.equal(closed.status, 200, JSON.stringify(closed.body));
  assert.deepEqual(await ana.view('mine'), []);
  assert.ok((await ana.thread(id)).some(({ body }) => body === 'hello'), 'what was said is kept');
});
