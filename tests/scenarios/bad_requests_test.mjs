// Requests that no well-behaved client sends, against the real service: each gets its answer,
// others get theirs meanwhile, and memory stays bounded.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import net from 'node:net';
import { after, before, describe, test } from 'node:test';
import { setInterval as every } from 'node:timers/promises';
import { TestService } from '../support/service.mjs';
import { callWebhook } from '../support/webhooks.mjs';

const bodyBytesMax = 64 * 1024;
const badConnections = 500;
const growthMaxKib = 16 * 1024;
const residentMaxKib = 256 * 1024;
const chunked = 'Transfer-Encoding: chunked\r\n';

let service;
before(async () => {
  service = await TestService.make();
  await service.start();
});
after(() => service.remove());

// Sends `bytes` and reads to the end: the status, 0 when there was no answer.
function exchange(bytes, { end = false, onOpen = () => {} } = {}) {
  return new Promise((answer) => {
    const socket = net.connect({ port: service.port, host: '127.0.0.1', allowHalfOpen: true });
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (piece) => (text += piece));
    socket.on('error', () => {});
    socket.on('end', () => socket.end());
    socket.on('close', () => answer(Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0)));
    socket.on('connect', () => {
      if (end) socket.end(bytes);
      else socket.write(bytes);
      onOpen(socket);
    });
  });
}

const post = (length, more = '') =>
  `POST /webhooks/main/message HTTP/1.1\r\nHost: line\r\nConnection: close\r\n` +
  `Content-Type: application/x-www-form-urlencoded\r\n${more}` +
  (length === null ? '\r\n' : `Content-Length: ${length}\r\n\r\n`);

async function answersOthers() {
  const response = await fetch(`${service.base}/healthz`);
  assert.equal(response.status, 200);
}

async function residentKib() {
  const status = await readFile(`/proc/${service.running.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)[1]);
}

describe('what cannot be a request', () => {
  const wrong = {
    'no HTTP at all': ['hello, is anybody there?\r\n\r\n', 400],
    'a TLS handshake': ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 400],
    'no Host': ['GET /healthz HTTP/1.1\r\n\r\n', 400],
    'two lengths': [post(3, 'Content-Length: 4\r\n') + 'abc', 400],
    'a length and chunks': [post(3, chunked) + '0\r\n\r\n', 400],
    'a length that is no number': [post('lots'), 400],
    'a chunk that is no number': [post(null, chunked) + 'zz\r\nabc\r\n', 400],
    'too much of a header': [post(0, `X: ${'x'.repeat(20_000)}\r\n`), 431],
    'a body that is announced too large': [post(bodyBytesMax + 1024), 413],
    'an unsigned webhook': [post(5) + 'a=b&c', 403],
    'an unknown carrier': [post(0).replace('/main/', '/other/'), 404],
  };
  for (const [what, [bytes, status]] of Object.entries(wrong)) {
    test(`${what}: ${status}`, async () => {
      assert.equal(await exchange(bytes), status);
      await answersOthers();
    });
  }

  test('65 KiB in chunks without a length: 413', async () => {
    const chunk = `1000\r\n${'x'.repeat(0x1000)}\r\n`;
    assert.equal(await exchange(post(null, chunked) + chunk.repeat(17) + '0\r\n\r\n'), 413);
  });

  test('65 KiB of a signed text: 413, and it is not kept', async () => {
    assert.equal(await service.text('+15035550166', 'x'.repeat(65 * 1024)), 413);
    const cora = await service.client('cora');
    assert.deepEqual(await cora.view('waiting'), []);
  });

  test('a webhook that is signed but lacks what a text needs: 400', async () => {
    const parameters = service.parametersOf('+15035550166', 'hello');
    delete parameters.From;
    assert.equal(await callWebhook(service.messageUrl, service.token, parameters), 400);
  });
});

test('half-closed after a whole request: answered; after half of one: let go', async () => {
  const whole = await exchange('GET /healthz HTTP/1.1\r\nHost: line\r\n\r\n', { end: true });
  assert.equal(whole, 200);
  const half = await exchange(post(100) + 'half', { end: true });
  assert.ok([0, 400].includes(half), `answered ${half}`);
  await answersOthers();
});

// Writes one byte a second for as long as it is let.
async function drip(socket) {
  for await (const _ of every(1_000)) {
    if (socket.destroyed || socket.writableEnded) return;
    socket.write('x');
  }
}

test('one byte per second: 408, while a hundred others are answered', async () => {
  const slow = exchange('', { onOpen: drip });
  const slowBody = exchange(post(1000), { onOpen: drip });
  const statuses = await Promise.all(
    Array.from({ length: 100 }, (_, index) => service.text('+15035550167', `meanwhile ${index}`)),
  );
  assert.deepEqual(new Set(statuses), new Set([200]));
  assert.equal(await slow, 408);
  assert.equal(await slowBody, 408);
});

test(`${badConnections} bad connections leave memory bounded, and others answered`, async () => {
  const large = post(bodyBytesMax) + 'x'.repeat(bodyBytesMax - 1);
  const kinds = ['nonsense\r\n\r\n', post(bodyBytesMax + 1) + 'x'.repeat(2_000)];
  // A body that lacks its last byte is held until its sender goes.
  const hold = (open) =>
    new Promise((sent) => {
      const socket = net.connect(service.port, '127.0.0.1');
      socket.on('error', sent);
      socket.write(large, sent);
      open.push(socket);
    });
  const round = async () => {
    const open = [];
    const all = Array.from({ length: badConnections }, (_, index) =>
      index % 3 === 0 ? hold(open) : exchange(kinds[(index % 3) - 1]),
    );
    await Promise.all(all);
    await answersOthers();
    const held = await residentKib();
    for (const socket of open) socket.destroy();
    await answersOthers();
    return held;
  };
  const first = await round();
  const second = await round();
  assert.ok(second - first < growthMaxKib, `grew from ${first} to ${second} KiB`);
  assert.ok(second < residentMaxKib, `holds ${second} KiB`);
});
