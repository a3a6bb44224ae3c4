// Writing to somebody: drafts that are never lost, who else is there, and that two never answer at
// once.
import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.mjs';
import { phone, shoot } from './chromium.mjs';
import { Evening } from './evening.mjs';
import { button, open, replyBox, text, thread } from './people.mjs';

const evening = new Evening('talk');
const step = (name, act) => evening.step(name, act);
const maya = '+15035550161';
const noor = '+15035550162';
const tess = '+15035550163';
const jo = '+15035550171';
// What one looks at may become somebody else's, which its next reading tells.
const becameSomebodyElses = /^answer: (GET|POST) \/api\/conversations\/[^/]+(\/\w+)? 403$/;

let ana; // her laptop
let pocket; // her phone
let cora;
let garden; // the conversation with maya

const words = (page) => replyBox(page).inputValue();
const says = (page, expected) =>
  eventually(`the box says "${expected}"`, async () => (await words(page)) === expected);
// The service has just these words of hers.
const isKept = (expected) =>
  eventually(`"${expected}" is kept`, async () => {
    const { items } = (await evening.program('ana').get('/api/drafts')).body;
    return items.length === 1 && items[0].body === expected;
  });
const viewing = (page) => page.getByRole('status', { name: 'Who else is here' });

step('ana writes, and after a reload her words are there', async () => {
  await evening.isOn('ana', 'ben');
  garden = await evening.conversation(maya, 'ana');
  ana = await evening.person('ana');
  await evening.look(ana, garden.id);
  await replyBox(ana).pressSequentially('I hear you, and');
  await isKept('I hear you, and');
  await ana.reload();
  await says(ana, 'I hear you, and');
});

step('on her phone her words are there as well, and what she adds comes back', async () => {
  pocket = await evening.person('ana on her phone', 'ana', { viewport: phone });
  await evening.look(pocket, garden.id);
  await says(pocket, 'I hear you, and');
  await shoot(pocket, 'talk-01-draft-on-the-phone', [phone]);
  await replyBox(pocket).press('End');
  await replyBox(pocket).pressSequentially(' I am here.');
  await isKept('I hear you, and I am here.');
  await ana.reload();
  await says(ana, 'I hear you, and I am here.');
});

step('words written on two screens at once are both there to choose from', async () => {
  await ana.context().setOffline(true);
  ana.expectTrouble(/^answer: PUT \/api\/conversations\/[^/]+\/draft 409$/);
  ana.expectTrouble(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|WebSocket/);
  await replyBox(ana).press('End');
  await replyBox(ana).pressSequentially(' On the laptop.');
  await replyBox(pocket).pressSequentially(' On the phone.');
  await isKept('I hear you, and I am here. On the phone.');
  await ana.context().setOffline(false);
  await ana.getByText('On another screen you wrote:').waitFor();
  await ana.getByText('I hear you, and I am here. On the phone.').waitFor();
  assert.equal(await words(ana), 'I hear you, and I am here. On the laptop.');
  await shoot(ana, 'talk-02-two-drafts');
  await button(ana, 'Keep these').click();
  await ana.getByText('On another screen you wrote:').waitFor({ state: 'detached' });
  await isKept('I hear you, and I am here. On the laptop.');
});

step('cora sees that ana looks, that she types, and that she has stopped', async () => {
  cora = await evening.person('cora');
  await evening.look(cora, garden.id);
  await viewing(cora).getByText('Ana is looking at this too').waitFor();
  await viewing(ana).getByText('Cora is looking at this too').waitFor();
  await replyBox(ana).press('End');
  await replyBox(ana).pressSequentially(' Take');
  await viewing(cora).getByText('Ana is typing …').waitFor();
  await shoot(cora, 'talk-03-somebody-is-typing');
  await viewing(cora).getByText('Ana is typing …').waitFor({ state: 'detached' });
  await viewing(cora).getByText('Ana is looking at this too').waitFor();
  await cora.goto(evening.base);
  await viewing(ana).getByText('Cora').waitFor({ state: 'detached' });
});

step('ben gets it while ana types: her words stay, and sending asks', async () => {
  for (const page of [ana, pocket]) page.expectTrouble(becameSomebodyElses);
  await pocket.goto(evening.base);
  const before = await words(ana);
  await replyBox(ana).focus();
  await evening.assign(garden.id, 'ben');
  await replyBox(ana).pressSequentially(' your');
  await ana.getByText('Ben has this conversation now.').waitFor();
  await replyBox(ana).pressSequentially(' time');
  assert.equal(await words(ana), `${before} your time`);
  assert.ok(await replyBox(ana).evaluate((box) => box === document.activeElement), 'in hand');
  assert.equal(await thread(ana).count(), 0, 'what was said is not shown any more');
  await button(ana, 'Send').click();
  await ana.getByRole('dialog').getByText('Ben has it now').waitFor();
  await shoot(ana, 'talk-04-it-moved');
  await button(ana, 'Keep my words here').click();
  assert.equal(await words(ana), `${before} your time`);
  assert.deepEqual(
    (await evening.heard(maya)).filter((body) => body.includes('I hear you')),
    [],
    'nothing was sent',
  );
});

step('after a reload, and on another screen, they are still hers', async () => {
  await eventually('they are saved', async () => {
    const [draft] = (await evening.program('ana').get('/api/drafts')).body.items;
    return draft?.body.endsWith('Take your time') && draft.owner_name === 'Ben';
  });
  await ana.reload();
  await ana.getByText('Take your time').waitFor();
  await shoot(ana, 'talk-05-words-after-a-handoff');
  await pocket.goto(`${evening.base}/c/${garden.id}`);
  await pocket.getByText('Take your time').waitFor();
  assert.deepEqual((await evening.program('ben').get('/api/drafts')).body.items, []);
});

step('when it comes back to her, she goes on writing where she was', async () => {
  await evening.assign(garden.id, 'ana');
  await evening.look(ana, garden.id);
  const whole = 'I hear you, and I am here. On the laptop. Take your time';
  await says(ana, whole);
  await button(ana, 'Send').click();
  await text(ana, 'Take your time', { status: 'delivered' }).waitFor();
  assert.deepEqual((await evening.heard(maya)).filter((body) => body === whole), [whole]);
  await eventually('the draft is gone', async () => {
    const { items } = (await evening.program('ana').get('/api/drafts')).body;
    return items.length === 0;
  });
});

step('cora writes into what moves on meanwhile: sending asks her first', async () => {
  const night = await evening.conversation(noor, 'ana', 'cant sleep');
  await evening.look(cora, night.id);
  await replyBox(cora).fill('Hello, this is Cora.');
  await evening.assign(night.id, 'ben');
  await cora.getByText('Ben has this conversation.').waitFor();
  await button(cora, 'Send').click();
  const dialog = cora.getByRole('dialog');
  await dialog.getByText('Ben has it now. Do you still want to send this?').waitFor();
  await shoot(cora, 'talk-06-ask-before-sending');
  await dialog.getByRole('button', { name: 'Not now' }).click();
  assert.equal(await words(cora), 'Hello, this is Cora.');
  await button(cora, 'Send').click();
  await dialog.getByRole('button', { name: 'Send it' }).click();
  await text(cora, 'this is Cora', { status: 'delivered' }).waitFor();
});

step('twenty texts come in while ana types: nothing moves under her hands', async () => {
  await evening.look(ana, garden.id);
  const rest = 'a sentence that takes its time to be written down with care and without hurry';
  await replyBox(ana).fill('[] is how it began');
  await replyBox(ana).evaluate((box) => box.setSelectionRange(1, 1));
  const before = await thread(ana).evaluate((log) => log.scrollTop);
  const [first] = await Promise.all([
    (async () => {
      for (const letter of rest) {
        await ana.keyboard.type(letter);
        await ana.waitForTimeout(60);
      }
      return ana.evaluate(() => {
        const box = document.activeElement;
        return { words: box.value, caret: box.selectionStart };
      });
    })(),
    evening.texts(maya, ...Array.from({ length: 20 }, (_, nth) => `and then ${nth + 1}`)),
  ]);
  assert.deepEqual(first, { words: `[${rest}] is how it began`, caret: rest.length + 1 });
  // The first of them may still have had room in view.
  const news = ana.getByRole('button', { name: /^(19|20) new texts$/ });
  await news.waitFor();
  assert.equal(await thread(ana).evaluate((log) => log.scrollTop), before, 'it did not scroll');
  await shoot(ana, 'talk-07-twenty-new-texts');
  await news.click();
  await text(ana, 'and then 20').waitFor();
  await replyBox(ana).fill('');
});

step('two windows of one person: one offer, and one text', async () => {
  await evening.program('ben').put('/api/me/presence', { presence: 'off' });
  await evening.texts(tess, 'is anyone there?');
  // What ben had is offered to her as well.
  const offered = await eventually('it is offered to ana', async () => {
    const found = await evening.program('ana').view('offered');
    return found.find(({ last_text: last }) => last.preview === 'is anyone there?');
  });
  const second = await ana.context().newPage();
  const windows = [ana, second];
  ana.expectTrouble(/^answer: POST \/api\/conversations\/[^/]+\/accept 409$/);
  for (const page of windows) await evening.look(page, offered.id);
  await together(windows, '**/accept', (page) => button(page, 'Accept').click());
  for (const page of windows) await replyBox(page).waitFor();

  await replyBox(ana).fill('Yes. I am here.');
  await says(second, 'Yes. I am here.');
  // Whoever comes second finds nothing left to send.
  const press = (page) => button(page, 'Send').click({ timeout: 2_000 }).catch(() => undefined);
  await Promise.all(windows.map(press));
  for (const page of windows) {
    await text(page, 'Yes. I am here.', { status: 'delivered' }).waitFor();
  }
  assert.deepEqual(
    (await evening.heard(tess)).filter((body) => body === 'Yes. I am here.'),
    ['Yes. I am here.'],
  );
  await second.close();
});

step('on two devices: words come to the other, and are gone once they are sent', async () => {
  const talk = await evening.conversation(jo, 'ana', 'can we talk again?');
  await evening.look(ana, talk.id);
  await pocket.goto(evening.base);
  await replyBox(ana).fill('Shall we say tomorrow?');
  await isKept('Shall we say tomorrow?');
  await open(pocket, 'Mine', talk.codename);
  await says(pocket, 'Shall we say tomorrow?');
  await button(ana, 'Send').click();
  await text(pocket, 'Shall we say tomorrow?', { status: 'delivered' }).waitFor();
  await says(pocket, '');
  assert.ok(await button(pocket, 'Send').isDisabled());
});

// Neither request goes out before both have been made.
async function together(pages, pattern, act) {
  let made = 0;
  let letGo;
  const all = new Promise((resolve) => (letGo = resolve));
  for (const page of pages) {
    await page.route(pattern, async (route) => {
      if (++made === pages.length) letGo();
      await all;
      await route.continue();
    });
  }
  await Promise.all(pages.map(act));
  await all;
}
