// SIGTERM: what is in hand is finished, what was answered is kept, and it is over within 10 s.
import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';
import { ApiClient } from '../support/api_client.mjs';
import { eventually } from '../support/eventually.mjs';
import { TestService } from '../support/service.mjs';

const texter = '+15035550133';
// What the service promises; a little on top for a busy machine.
const shutdownLongestMs = 10_000 + 3_000;

function refused(port) {
  return new Promise((answer) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      answer(false);
    });
    socket.once('error', (error) => answer(error.code === 'ECONNREFUSED'));
  });
}

// What a carrier does to the next send, it does to a reply.
function welcomed(ana, id) {
  const hasLeft = ({ automatic, status }) => automatic && status === 'delivered';
  return eventually('the welcome has left', async () => (await ana.thread(id)).some(hasLeft));
}

// A guard against hanging, not a measurement.
async function endsInTime(running) {
  let guard;
  const late = new Promise((_, fail) => {
    guard = setTimeout(() => fail(new Error('it did not end in time')), shutdownLongestMs);
  });
  return Promise.race([running.ended(), late]).finally(() => clearTimeout(guard));
}

test('SIGTERM with texts and a send in hand: exit 0, and every 200 is kept', async (t) => {
  const service = await TestService.make();
  t.after(() => service.remove());
  await service.startCarrier();
  await service.start();
  const { client: ana, id } = await service.claimed('ana', texter, 'hello');
  await welcomed(ana, id);
  await service.simulator.misbehave({ fault: 'delay', times: 1, delay_ms: 1_000 });
  await ana.post(`/api/conversations/${id}/texts`, { body: 'on its way', client_id: '1' });
  await eventually('the reply is being sent', async () =>
    (await ana.thread(id)).some((text) => text.body === 'on its way' && text.status === 'sending'),
  );

  const answered = [];
  const others = Array.from({ length: 40 }, async (_, index) => {
    const body = `while stopping ${index}`;
    const status = await service.text(texter, body).catch(() => 0);
    if (status === 200) answered.push(body);
    if (answered.length === 10) service.running.signal('SIGTERM');
    return status;
  });
  const statuses = new Set(await Promise.all(others));
  for (const status of statuses) assert.ok([0, 200, 503].includes(status), `answered ${status}`);
  const { code, err } = await endsInTime(service.running);
  assert.equal(code, 0, err);
  assert.ok(await refused(service.port));

  await service.start();
  const thread = await ana.thread(id);
  const bodies = thread.filter((text) => text.direction === 'in').map((text) => text.body);
  assert.deepEqual(answered.filter((body) => !bodies.includes(body)), []);
  // The send was waited for.
  const sent = thread.find((text) => text.body === 'on its way');
  assert.ok(['sent', 'delivered'].includes(sent.status), `it is ${sent.status}`);
  const { count } = await service.simulator.messages({ phone: texter, body: 'on its way' });
  assert.equal(count, 1);
});

test('SIGTERM while the carrier never answers: exit 0 in time, text found later', async (t) => {
  const service = await TestService.make();
  t.after(() => service.remove());
  await service.startCarrier();
  await service.start();
  const { client: ana, id } = await service.claimed('ana', texter, 'hello');
  await welcomed(ana, id);
  await service.simulator.misbehave({ fault: 'hang', times: 1 });
  await ana.post(`/api/conversations/${id}/texts`, { body: 'into the dark', client_id: '1' });
  const statusOf = async () =>
    (await ana.thread(id)).find((text) => text.body === 'into the dark').status;
  await eventually('the reply is being sent', async () => (await statusOf()) === 'sending');

  service.running.signal('SIGTERM');
  const { code, err } = await endsInTime(service.running);
  assert.equal(code, 0, err);
  await service.start();
  await eventually('it is found', async () => ['sent', 'delivered'].includes(await statusOf()));
  const { count } = await service.simulator.messages({ phone: texter, body: 'into the dark' });
  assert.equal(count, 1);
});

// The live feed, by hand: {bytes}, which grows with what comes.
async function listen(service, token) {
  const socket = net.connect(service.port, '127.0.0.1');
  const live = { bytes: Buffer.alloc(0) };
  socket.on('error', () => {});
  socket.on('data', (piece) => (live.bytes = Buffer.concat([live.bytes, piece])));
  socket.write(
    'GET /api/live HTTP/1.1\r\nHost: line\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n' +
      `Authorization: Bearer ${token}\r\n\r\n`,
  );
  await eventually('the live feed is open', () => live.bytes.includes('HTTP/1.1 101'));
  return live;
}

test('SIGTERM while somebody listens and a request is half sent: exit 0 in time', async (t) => {
  const service = await TestService.make();
  t.after(() => service.remove());
  await service.start();
  const token = (await service.command(['staff', 'token', 'ana'])).out.trim();
  const live = await listen(service, token);
  const half = net.connect(service.port, '127.0.0.1');
  half.on('error', () => {});
  half.write('POST /api/session HTTP/1.1\r\nHost: line\r\nContent-Length: 100\r\n\r\nhalf');
  // By now the half request is being read.
  await ApiClient.withToken(service.base, token).get('/api/me');
  service.running.signal('SIGTERM');
  const { code, err } = await endsInTime(service.running);
  assert.equal(code, 0, err);
  // RFC 6455: a close frame whose code, 1001, says "going away".
  const frame = live.bytes.subarray(live.bytes.indexOf('\r\n\r\n') + 4);
  assert.equal(frame[0], 0x88);
  assert.equal(frame.readUInt16BE(2), 1001);
});
