// What a line no longer keeps is gone after the next round, which a start begins with.
import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { test } from 'node:test';
import { ApiClient } from '../support/api_client.mjs';
import { eventually } from '../support/eventually.mjs';
import { TestService } from '../support/service.mjs';

const maya = '+15035550173';
const noor = '+15035550174';

test('nothing beyond the conversation: closed ones are erased, the one that goes on is not', async (t) => {
  const service = await TestService.make();
  t.after(() => service.remove());
  await appendFile(
    service.config,
    '[lines.timing]\nrejoin = 0.001\n[lines.retention]\ntexts = "conversation"\n',
  );
  await service.start();
  const ana = await ApiClient.signIn(service.base, 'ana', service.password);
  await ana.put('/api/me/presence', { presence: 'on' });
  const claim = async (from, body) => {
    assert.equal(await service.text(from, body), 200);
    const [{ id }] = await ana.view('waiting');
    assert.equal((await ana.post(`/api/conversations/${id}/claim`)).status, 200);
    return id;
  };
  const over = await claim(maya, 'my garden is flooded');
  const live = await claim(noor, 'the harvest was good');
  // No carrier is there: what is on its way keeps a conversation, so there must be nothing.
  await service.startCarrier();
  await eventually('the welcomes have left', async () =>
    (await ana.thread(over)).every((text) => text.status !== 'queued' && text.status !== 'sending'),
  );
  assert.equal((await ana.post(`/api/conversations/${over}/close`)).status, 200);
  assert.equal((await service.running.stop()).code, 0);
  await service.start();

  const texts = await eventually('what was said is erased', async () => {
    const all = (await ana.thread(over)).filter(({ kind }) => kind !== 'event');
    return all.every(({ erased }) => erased) && all;
  });
  assert.ok(texts.length >= 2);
  for (const { body, at } of texts) {
    assert.equal(body, '');
    assert.ok(at);
  }
  const [closed] = await ana.view('closed');
  assert.equal(closed.last_text.erased, true);
  assert.ok(!closed.texter.codename.startsWith('Forgotten'), 'who texted stays known');
  const going = (await ana.thread(live)).find(({ direction }) => direction === 'in');
  assert.equal(going.body, 'the harvest was good');
});

test('a retention that nobody understands is told by check', async (t) => {
  const service = await TestService.make({ staff: {} });
  t.after(() => service.remove());
  await appendFile(service.config, '[lines.retention]\ntexts = "for ever"\n');
  const { code, err } = await service.command(['check']);
  assert.equal(code, 2);
  assert.match(err, /lines\[0\]\.retention\.texts: must be "everything", "conversation", or days/);
});
