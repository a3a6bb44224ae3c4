// What somebody hears of who does not look: what a screen reader says of conversations, the count in
// the window's title, and notices that came while the page was hidden.
import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.mjs';
import { Evening } from './evening.mjs';
import { accept, flag, list, notice, open, politeNotice, signIn, text } from './people.mjs';

const evening = new Evening('heard');
const step = (name, act) => evening.step(name, act);
const maya = '+15035550171';
const noor = '+15035550172';
const tess = '+15035550173';
const offered = 'Somebody is offered to you.';
const assigned = 'A conversation was assigned to you.';
const handed = 'A conversation was handed to you.';
const restIsOver = 'One of your conversations is no longer resting.';
const urgent = 'One of your conversations was flagged as urgent.';

let ana;
let mayas; // {id, codename} of the conversations
let noors;

// Keeps what a screen reader is given to say in its own time, each time that it is.
function keepWhatIsSaid() {
  window.said = [];
  new MutationObserver((changes) => {
    for (const { addedNodes, target } of changes) {
      const isElement = target instanceof Element;
      if (!isElement || !target.closest('[role="status"][aria-live="polite"]')) continue;
      for (const node of addedNodes) window.said.push(node.textContent);
    }
  }).observe(document, { childList: true, subtree: true });
}

async function said() {
  const all = await ana.evaluate(() => window.said);
  return all.filter((words) => /^(New text from|Somebody is|A conversation|One of)/.test(words));
}

async function isSaid(...wanted) {
  await eventually(`it says ${wanted.at(-1)}`, async () => (await said()).length >= wanted.length);
  assert.deepEqual(await said(), wanted);
}

async function isHidden(hidden) {
  await ana.evaluate((wanted) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => wanted });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

const title = (wanted) =>
  eventually(`the title is ${wanted}`, async () => (await ana.title()) === wanted);

step('an offer is said, and the title counts it', async () => {
  await evening.isOn('ana');
  mayas = await evening.conversation(maya, 'ana', 'hello, this is about a garden');
  noors = await evening.conversation(noor, 'ana', 'hi');
  ana = await evening.browser.newPerson();
  evening.pages.set('ana', ana);
  await ana.addInitScript(keepWhatIsSaid);
  await signIn(ana, evening.base, 'ana');
  for (const { codename } of [mayas, noors]) {
    await open(ana, 'Mine', codename);
    await title(codename === mayas.codename ? '(1) Warmline' : 'Warmline');
  }
  assert.deepEqual(await said(), [], 'what was there before is no news');
  await evening.texts(tess, 'is anybody there?');
  await isSaid(offered);
  await title('(1) Warmline');
  await list(ana, 'Offered').getByRole('link').first().click();
  await accept(ana);
  await title('Warmline');
});

step('a text of whom she has elsewhere is said, each time, and without its words', async () => {
  const from = (one) => `New text from ${one.codename}.`;
  await evening.look(ana, mayas.id);
  await evening.texts(noor, 'my cat is away');
  await isSaid(from(noors));
  await title('(1) Warmline');
  await evening.texts(noor, 'since Monday');
  await isSaid(from(noors), from(noors));
  // Of what is open the thread tells itself.
  await evening.texts(maya, 'it is flooded');
  await text(ana, 'it is flooded').waitFor();
  await evening.texts(noor, 'she is called Bean');
  await isSaid(from(noors), from(noors), from(noors));
  // On another page nothing is open.
  await ana.getByRole('link', { name: 'Settings' }).first().click();
  await title('(1) Settings · Warmline');
  await evening.texts(maya, 'all of it');
  await isSaid(from(noors), from(noors), from(noors), from(mayas));
  await title('(2) Settings · Warmline');
});

step('who is given to her is said and shown, and so is a rest that is over', async () => {
  const act = async (who, id, name, body) => {
    const { status } = await evening.program(who).post(`/api/conversations/${id}/${name}`, body);
    assert.equal(status, 200, name);
  };
  const isShown = (words) => politeNotice(ana, words).first().waitFor();
  const before = await said();
  const { id } = noors;
  await act('cora', id, 'assign', { to: evening.program('ben').id, insist: true });
  await act('ben', id, 'handoff', { to: evening.program('ana').id });
  await isShown(handed);
  await isSaid(...before, handed);
  await act('cora', id, 'assign', { to: evening.program('cora').id, insist: true });
  await evening.assign(id, 'ana');
  await isShown(assigned);
  await isSaid(...before, handed, assigned);
  const restsUntil = (until) => act('ana', id, 'rest', { until: until.toISOString() });
  await restsUntil(new Date(Date.now() + 1_500));
  await isShown(restIsOver);
  await isSaid(...before, handed, assigned, restIsOver);
  // What wakes it is told itself.
  await restsUntil(new Date(Date.now() + 60 * 60_000));
  await evening.texts(noor, 'are you there?');
  await isSaid(...before, handed, assigned, restIsOver, `New text from ${noors.codename}.`);
});

step('in the open thread all that comes is said, and the same words again', async () => {
  await evening.look(ana, mayas.id);
  const theirs = async () => {
    const all = await ana.evaluate(() => window.said);
    return all.join('\n').split('\n').filter((words) => words.startsWith(mayas.codename));
  };
  await evening.texts(maya, 'hello?');
  await eventually('it is said', async () => (await theirs()).length === 1);
  await evening.texts(maya, 'hello?');
  await eventually('it is said again', async () => (await theirs()).length === 2);
  await evening.texts(maya, 'one', 'two', 'three');
  await eventually('all are said', async () => (await theirs()).length === 5);
  const words = ['hello?', 'hello?', 'one', 'two', 'three'];
  assert.deepEqual(await theirs(), words.map((one) => `${mayas.codename}: ${one}`));
});

step('what is told while the page is hidden is shown once it is in front again', async () => {
  await evening.look(ana, mayas.id);
  await isHidden(true);
  await evening.texts(maya, 'I don’t want to live anymore');
  await flag(ana, 'Worrying words').waitFor({ state: 'attached' });
  for (const { id } of [mayas, noors]) {
    const { status } = await evening.program('cora').post(`/api/conversations/${id}/flag`, {
      note: 'Somebody should look.',
    });
    assert.equal(status, 200);
  }
  await flag(ana, 'Cora flagged this as urgent').waitFor({ state: 'attached' });
  assert.equal(await notice(ana, urgent).count(), 0);
  await isHidden(false);
  await notice(ana, urgent).waitFor();
  assert.equal(await notice(ana, urgent).count(), 1, 'the same words are shown once');
});
