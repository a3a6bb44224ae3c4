// A line gets another number in the configuration while ana talks with somebody there: she is told,
// and has nothing to press that would be refused.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { demoConfig, demoLine, startDemo } from '../support/demo.mjs';
import { laptop, phone, shoot } from './chromium.mjs';
import { Evening } from './evening.mjs';
import { button, replyBox, text } from './people.mjs';

const evening = new Evening('gone-line');
const step = (name, act) => evening.step(name, act);
let hers; // maya's conversation
let ana;

step('the line is there, and ana answers', async () => {
  await evening.isOn('ana');
  hers = await evening.conversation('+15035550161', 'ana', 'is anybody there?');
  const config = path.join(evening.home.folder, 'renumbered.toml');
  const before = await readFile(demoConfig, 'utf8');
  await writeFile(config, before.replace(demoLine, '+15035550177'));
  await evening.demo.running.stop();
  evening.demo = await startDemo(evening.home.folder, { config });
  evening.base = evening.demo.base;
});

step('once it is gone that is said, and only closing is offered', async () => {
  ana = await evening.person('ana');
  ana.expectTrouble(/^answer: GET \/api\/peers 404$/); // who works a line that is not there?
  await evening.look(ana, hers.id);
  await ana.getByText('Their line is not there any more.').waitFor();
  await text(ana, 'is anybody there?').waitFor();
  const acts = ana.getByRole('group', { name: 'Actions' }).getByRole('button');
  assert.deepEqual(await acts.allInnerTexts(), ['Close']);
  assert.equal(await replyBox(ana).count(), 0);
  await shoot(ana, 'gone-line', [laptop, phone]);
});

step('she closes it, and it is not offered to be taken up again', async () => {
  await button(ana, 'Close').click();
  await ana.getByRole('dialog').getByRole('button', { name: 'Close anyway' }).click();
  await ana.getByText('This conversation is closed.').waitFor();
  assert.equal(await button(ana, 'Reopen').count(), 0);
});
