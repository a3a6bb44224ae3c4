// How many files the system lets the service open, and what it makes of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { binary, Running } from '../support/processes.mjs';
import { TestService } from '../support/service.mjs';

// With so many files at first, and so many when it asks for more.
async function startWithin(service, soft, hard) {
  service.running = new Running(
    [`--nofile=${soft}:${hard}`, binary, 'serve', '--config', service.config],
    { env: service.env, program: 'prlimit' },
  );
  await service.running.says(/warmline is listening on \S+/);
}

test('as many files as the system allows are asked for; fewer than it takes are told', async (t) => {
  const service = await TestService.make();
  t.after(() => service.remove());
  await startWithin(service, 100, 3_000);
  assert.equal((await service.readiness()).status, 200);
  assert.doesNotMatch(service.running.err, /connections at once/);
  await service.running.stop('SIGTERM');

  await startWithin(service, 100, 300);
  await service.running.logs(/lets us open 300 files: 44 connections at once instead of 2000/);
  assert.equal((await service.readiness()).status, 200);
});
