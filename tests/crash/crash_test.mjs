// Promises 1 to 4 over kill -9: the real service and a carrier, texters who write and staff who
// answer all the time, and the service killed at moments that chance chooses, while it starts too.
//
//   WARMLINE_CRASH_KILLS   how often (25)
//   WARMLINE_CRASH_SEED    repeats a run as far as two processes can be made to
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiClient } from '../support/api_client.mjs';
import { eventually } from '../support/eventually.mjs';
import { lineNumber, TestService } from '../support/service.mjs';
import { findDisagreement, findLostTexts, findWrongSends } from './audit.mjs';
import { Chance } from './chance.mjs';
import { Ledger, StaffMember, texterWrites } from './load.mjs';
import { Victim } from './victim.mjs';

const kills = Number(process.env.WARMLINE_CRASH_KILLS ?? 25);
const seed = Number(process.env.WARMLINE_CRASH_SEED ?? randomInt(2 ** 32));
const phones = Array.from({ length: 36 }, (_, index) => `+150355501${String(index + 10)}`);
const staff = { ana: 'peer', ben: 'peer', dee: 'peer', eli: 'peer', cora: 'coordinator' };

// Only a long run waits for what takes minutes: until every text that the carrier never had is
// known to be one and sent again, and what its webhook gave up on is fetched from it.
const waitsForAll = kills >= 100;
// How long it lives, and how long it takes to start at most before it is killed in that: the
// moments of death.
const livesMs = [100, 3000];
const startsMs = [0, 250];
const settledMs = 600_000;
const shownMost = 20;

// What else goes wrong at the carrier meanwhile. No text is refused for good by any of it.
const mishaps = [
  { fault: 'lose_response', times: 1 },
  { fault: 'garbage', times: 1 },
  { fault: 'server_error', times: 1 },
  { fault: 'busy', times: 1, retry_after: 1 },
  { fault: 'delay', times: 5, delay_ms: 400 },
  { fault: 'duplicate_texts', times: 20 },
  { fault: 'duplicate_receipts', times: 20 },
  { fault: 'reorder_receipts', times: 20 },
];

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

// A service with a carrier that brings its texts again after any failure, as often as carriers do
// at most.
async function makeLine(t) {
  const service = await TestService.make({ mode: 'offer', staff });
  t.after(() => service.remove());
  await service.startCarrier();
  const simulated = new ApiClient(`http://127.0.0.1:${service.carrierPort}`);
  const told = await simulated.put('/simulator/numbers', {
    number: lineNumber,
    message_url: `${service.messageUrl}#rc=5&rp=all`,
  });
  assert.equal(told.status, 204);
  return service;
}

// The kills, and what the dead files looked like where something was wrong with them.
async function killAgainAndAgain(victim, world, chance) {
  for (let kill = 1; kill <= kills; ++kill) {
    await world.simulator.misbehave(...mishaps.filter(() => chance.one(0.25)));
    if (chance.one(0.25)) {
      victim.begin();
      await pause(chance.between(...startsMs));
    } else {
      await victim.beReady();
      await pause(chance.between(...livesMs));
    }
    await victim.kill();
    const wrong = await victim.examine();
    if (wrong) world.ledger.broken.push(`after kill ${kill}: ${wrong}`);
  }
}

test(`nothing is lost and nothing sent twice over ${kills} kills (seed ${seed})`, async (t) => {
  const service = await makeLine(t);
  const ledger = new Ledger();
  const world = { simulator: service.simulator, ledger, lineNumber, ending: false };
  const chance = new Chance(seed);
  const clients = {};
  for (const name of Object.keys(staff)) clients[name] = await service.client(name);
  const people = phones.map((phone) => texterWrites(phone, world, chance.fork()));
  for (const [name, role] of Object.entries(staff)) {
    const member = new StaffMember(name, clients[name], world, chance.fork());
    people.push(member.works(role === 'peer' ? 'mine' : 'open'));
  }

  const victim = new Victim(service);
  await killAgainAndAgain(victim, world, chance);
  await world.simulator.misbehave();
  await victim.beReady();
  world.ending = true;
  await Promise.all(people);
  const isSettled = async () => (await victim.textsOnTheirWay(waitsForAll)) === 0;
  await eventually('every text has left or is given up', isSettled, settledMs);
  if (waitsForAll) {
    const isThere = async () => (await victim.textsTakenIn()) >= ledger.texts.length;
    await eventually('every text is taken in, late if need be', isThere, settledMs);
  }

  const threads = [];
  for (const id of await victim.latestOfThreads()) threads.push(await clients.cora.thread(id));
  const { messages: carried } = await world.simulator.messages({
    writer: 'line',
    limit: 1_000_000,
  });
  await victim.stop();
  const afterwards = await victim.examine();

  const found = [
    ...ledger.broken,
    ...victim.complaints,
    ...findLostTexts(ledger, threads),
    ...findWrongSends(ledger, threads, carried),
    ...findDisagreement(await victim.conversations()),
  ];
  if (afterwards) found.push(`in the end: ${afterwards}`);
  const unknown = threads.flat().filter((text) => text.status === 'unknown').length;
  const starts = victim.startsMs;
  t.diagnostic(
    `${ledger.texts.length} texts (${ledger.answered().length} answered 200), ` +
      `${ledger.replies.length} replies (${ledger.taken().length} taken, ` +
      `${unknown} texts unknown), ` +
      `${carried.length} sent; ready after ${Math.round(median(starts))} ms (p50), ` +
      `${Math.round(Math.max(...starts))} ms at most`,
  );
  assert.ok(ledger.answered().length > 0 && ledger.taken().length > 0, 'nothing was going on');
  assert.deepEqual(found.slice(0, shownMost), [], `seed ${seed}, ${found.length} broken promises`);
});
