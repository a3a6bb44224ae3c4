// What people said, who they are, and what is secret stays out of everything the process prints.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiClient } from '../support/api_client.mjs';
import { eventually } from '../support/eventually.mjs';
import { TestService } from '../support/service.mjs';
import { callWebhook } from '../support/webhooks.mjs';

const texter = '+15035550188';
const said = {
  text: 'my grandmother planted quinces',
  reply: 'quinces are wonderful to remember',
  note: 'remembers the quince garden',
};

test('a whole story, with its mishaps, leaves no word, number or secret in the log', async (t) => {
  const service = await TestService.make();
  t.after(() => service.remove());
  await service.startCarrier();
  await service.start();
  const ana = await ApiClient.signIn(service.base, 'ana', service.password);
  await assert.rejects(ApiClient.signIn(service.base, 'ana', `${service.password} not`));
  await ana.put('/api/me/presence', { presence: 'on' });

  assert.equal(await service.text(texter, said.text), 200);
  const unsigned = service.parametersOf(texter, said.text);
  assert.equal(await callWebhook(service.messageUrl, 'wrong token', unsigned), 403);
  const toNoLine = { ...unsigned, To: '+15035550199' };
  assert.equal(await callWebhook(service.messageUrl, service.token, toNoLine), 404);
  const fromNobody = { ...unsigned, From: '' };
  assert.equal(await callWebhook(service.messageUrl, service.token, fromNobody), 400);

  const [{ id }] = await ana.view('waiting');
  await ana.post(`/api/conversations/${id}/claim`);
  await ana.post(`/api/conversations/${id}/notes`, { body: said.note });
  await service.simulator.misbehave(
    { fault: 'late_error', times: 1 },
    { fault: 'garbage', times: 1 },
  );
  await ana.post(`/api/conversations/${id}/texts`, { body: said.reply, client_id: '1' });
  await ana.post(`/api/conversations/${id}/texts`, { body: `${said.reply}!`, client_id: '2' });
  await eventually('both replies have come to an end', async () =>
    (await ana.thread(id))
      .filter((text) => text.direction === 'out' && !text.automatic)
      .every((text) => ['delivered', 'unknown', 'failed'].includes(text.status)),
  );
  assert.equal(await service.text(texter, 'STOP'), 200);
  const { code } = await service.running.stop();
  assert.equal(code, 0);

  const log = service.running.out + service.running.err;
  assert.match(log, /listening/);
  const secrets = [...Object.values(said), '5550188', '5550199', service.token, service.password];
  for (const secret of secrets) assert.ok(!log.includes(secret), `the log holds "${secret}"`);
});
