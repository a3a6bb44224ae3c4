// One evening on the line, told in real browsers: two texters and three staff, each in a browser
// profile of their own. Each step goes on from the one before it. What the screens looked like is
// kept in build/screenshots/.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { ApiClient } from '../support/api_client.mjs';
import { demoLine, demoPassword, startDemo } from '../support/demo.mjs';
import { eventually } from '../support/eventually.mjs';
import { temporaryFolder } from '../support/service.mjs';
import { SimulatorClient } from '../support/simulator_client.mjs';
import {
  clearScreenshots, laptop, openBrowser, phone, shoot,
} from './chromium.mjs';
import {
  accept, button, event, flag, goOn, list, notice, onPhone, open, openFirst, presence, reply,
  replyBox, searchBox, signIn, takePhone, text, textFromPhone, texts, thread, toNewest,
} from './people.mjs';
import { Steps } from './steps.mjs';

const optedOut = 'They opted out. You can’t reply until they text START.';
// What one looks at may become somebody else's, which its next reading tells.
const becameSomebodyElses = /^answer: GET \/api\/conversations\/[^/]+(\/texts)? 403$/;
const story = new Steps('story');
const { pages } = story;
let home;
let demo;
let browser;
let carrier;
let harbor; // the first texter's codename, and her conversation
let conversation;

before(async () => {
  await clearScreenshots();
  home = await temporaryFolder();
  demo = await startDemo(home.folder);
  carrier = new SimulatorClient(demo.carrier);
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await demo?.running.stop();
  await home?.remove();
});

async function person(name, options) {
  const page = await browser.newPerson(options);
  pages.set(name, page);
  return page;
}
const of = (name) => pages.get(name);

const step = (name, act) => story.step(name, act);

step('ana signs in and says that she is on', async () => {
  const ana = await person('ana');
  await signIn(ana, demo.base, 'ana');
  await shoot(ana, '01-are-you-on');
  await goOn(ana);
  await shoot(ana, '02-nobody-yet');
});

step('a phone texts, and ana is offered the conversation', async () => {
  const rosa = await person('rosa', { viewport: phone });
  await takePhone(rosa, demo.base);
  await textFromPhone(rosa, 'hi, is somebody there tonight?');
  await shoot(rosa, '03-phone-first-text', [phone]);
  const ana = of('ana');
  await list(ana, 'Offered').getByRole('link').first().waitFor();
  await shoot(ana, '04-offered-in-the-list');
  harbor = await openFirst(ana, 'Offered');
  assert.match(harbor, /^\w+ \w+$/, 'a codename, not a number');
  await text(ana, 'is somebody there', { direction: 'in' }).waitFor();
  await shoot(ana, '05-offered');
});

step('ana accepts and replies; the phone shows it, and it is delivered', async () => {
  const ana = of('ana');
  await accept(ana);
  await shoot(ana, '06-accepted');
  await reply(ana, 'Hi, I am Ana. Yes, I am here. What is on your mind?');
  await onPhone(of('rosa'), 'I am Ana', 'in').waitFor();
  await text(ana, 'I am Ana', { status: 'delivered', direction: 'out' }).waitFor();
  await shoot(ana, '07-delivered');
  await shoot(of('rosa'), '08-phone-answered', [phone]);
  conversation = new URL(ana.url()).pathname.split('/').at(-1);
});

step('they go on talking, and a new text appears by itself', async () => {
  const ana = of('ana');
  const rosa = of('rosa');
  await textFromPhone(rosa, 'my garden used to help. now I just sit inside');
  await text(ana, 'I just sit inside', { direction: 'in' }).waitFor();
  await reply(ana, 'That sounds heavy. What did you use to grow out there?');
  await onPhone(rosa, 'use to grow', 'in').waitFor();
  await textFromPhone(rosa, 'tomatoes mostly, and sunflowers along the fence 🌻');
  await text(ana, 'sunflowers', { direction: 'in' }).waitFor();
  await reply(ana, 'Sunflowers along a fence must be quite a sight in August.');
  await text(ana, 'quite a sight', { status: 'delivered' }).waitFor();
  await textFromPhone(rosa, 'they were taller than me last year');
  await text(ana, 'taller than me', { direction: 'in' }).waitFor();
  await toNewest(ana);
});

step('a reload loses neither a text nor a draft', async () => {
  const ana = of('ana');
  const shown = await texts(ana).count();
  await replyBox(ana).fill('Taller than you! Did you');
  await ana.reload();
  await text(ana, 'taller than me').waitFor();
  assert.equal(await texts(ana).count(), shown);
  assert.equal(await replyBox(ana).inputValue(), 'Taller than you! Did you');
  await shoot(ana, '09-reloaded-with-draft');
  await replyBox(ana).fill('');
});

step('ana looks for what was said, by a word that she has only begun to type', async () => {
  const ana = of('ana');
  await ana.evaluate(() => document.activeElement?.blur());
  await ana.keyboard.press('/');
  await ana.keyboard.type('sunfl');
  const found = list(ana, 'Found').getByRole('link', { name: harbor });
  await found.first().waitFor();
  assert.equal(await found.count(), 2);
  assert.deepEqual(await found.locator('mark').allInnerTexts(), ['Sunflowers', 'sunflowers']);
  await shoot(ana, '09-search-found');
  await found.first().click();
  await text(ana, 'taller than me').waitFor();
  await searchBox(ana).fill('marigold');
  await ana.getByText('Nothing found.').waitFor();
  await shoot(ana, '09-search-nothing');
  ana.expectTrouble(/^answer: POST \/api\/search 400$/); // nothing to look for
  await searchBox(ana).fill('?!');
  await ana.getByText('Type a word').waitFor();
  await searchBox(ana).press('Escape');
  await list(ana, 'Mine').getByRole('link', { name: harbor }).waitFor();
});

step('on her phone ana accepts and answers somebody else', async () => {
  const sam = await person('sam', { viewport: phone });
  await takePhone(sam, demo.base);
  const pocket = await person('ana on her phone', {
    viewport: phone, isMobile: true, hasTouch: true, deviceScaleFactor: 2,
  });
  await signIn(pocket, demo.base, 'ana');
  assert.ok(await presence(pocket, 'On').isChecked(), 'on here as well');
  await textFromPhone(sam, 'cant sleep again');
  await list(pocket, 'Offered').getByRole('link').first().waitFor();
  await shoot(pocket, '10-pocket-list', [phone]);
  await list(pocket, 'Offered').getByRole('link').first().tap();
  await text(pocket, 'cant sleep').waitFor();
  await shoot(pocket, '11-pocket-offered', [phone]);
  await button(pocket, 'Accept').tap();
  await reply(pocket, 'I am up too. Want some company?');
  await onPhone(sam, 'some company', 'in').waitFor();
  await text(pocket, 'some company', { status: 'delivered' }).waitFor();
  await shoot(pocket, '12-pocket-delivered', [phone]);
  await button(pocket, 'Close').tap();
  await pocket.getByText('This conversation is closed.').waitFor();
  await shoot(pocket, '13-pocket-closed', [phone]);
  await pocket.context().close();
  pages.delete('ana on her phone');
});

step('cora moves the conversation to ben, who sees the whole history', async () => {
  const ben = await person('ben');
  await signIn(ben, demo.base, 'ben');
  await goOn(ben);
  const cora = await person('cora');
  await signIn(cora, demo.base, 'cora');
  await shoot(cora, '14-coordinator');
  await cora.getByRole('tab', { name: 'Everyone’s' }).click();
  await open(cora, 'Everyone’s', harbor);
  await shoot(cora, '15-coordinator-thread');
  await button(cora, 'Assign').click();
  const dialog = cora.getByRole('dialog');
  await dialog.getByRole('radio', { name: /^Ben/ }).click();
  await dialog.getByRole('textbox').fill('Ana needs a rest. They like to talk about the garden.');
  await shoot(cora, '16-assign');
  of('ana').expectTrouble(becameSomebodyElses);
  await dialog.getByRole('button', { name: 'Assign' }).click();
  await event(cora, 'Cora assigned this to Ben').waitFor();
  await shoot(cora, '17-assigned');

  await open(ben, 'Mine', harbor);
  const history = ['is somebody there', 'I am Ana', 'sunflowers along the fence', 'taller than me'];
  for (const words of history) await text(ben, words).waitFor();
  await thread(ben).getByText('They like to talk about the garden.').waitFor();
  await shoot(ben, '18-ben-sees-the-history');
  await of('ana').getByText('Ben has this conversation now').waitFor();
  await shoot(of('ana'), '19-moved-away-from-ana');
});

step('ben replies, and the texter hears him on the same thread', async () => {
  const ben = of('ben');
  await reply(ben, 'Hello, this is Ben. I grow beans. How tall were they in the end?');
  await onPhone(of('rosa'), 'this is Ben', 'in').waitFor();
  await text(ben, 'this is Ben', { status: 'delivered' }).waitFor();
  await onPhone(of('rosa'), 'I am Ana', 'in').waitFor();
  await shoot(of('rosa'), '20-phone-both-peers', [phone]);
});

step('ben hands it back to ana with a note', async () => {
  const ben = of('ben');
  const ana = of('ana');
  await button(ben, 'Hand off').click();
  const dialog = ben.getByRole('dialog');
  await dialog.getByRole('radio', { name: /^Ana/ }).click();
  await dialog.getByRole('textbox').fill('Likes to be asked about the sunflowers.');
  await shoot(ben, '21-hand-off');
  ben.expectTrouble(becameSomebodyElses);
  await dialog.getByRole('button', { name: 'Hand off' }).click();
  await ben.getByText('Handed to Ana.').waitFor();
  await open(ana, 'Mine', harbor);
  await event(ana, 'Ben handed this to Ana').waitFor();
  await text(ana, 'this is Ben').waitFor();
  await replyBox(ana).waitFor();
  await shoot(ana, '22-handed-back');
});

step('two peers claim at once: one has it, the other is told who', async () => {
  const ana = of('ana');
  const ben = of('ben');
  const kim = await person('kim', { viewport: phone });
  await takePhone(kim, demo.base);
  await textFromPhone(kim, 'first time texting here, not sure how this works');
  // Both let it go by, so that it waits for whoever takes it.
  const offered = (page) => list(page, 'Offered').getByRole('link').first();
  for (const page of [ana, ben]) page.expectTrouble(becameSomebodyElses);
  const [first, second] = await Promise.race([
    offered(ana).waitFor().then(() => [ana, ben]),
    offered(ben).waitFor().then(() => [ben, ana]),
  ]);
  for (const page of [first, second]) {
    await openFirst(page, 'Offered');
    await button(page, 'Pass').click();
  }
  for (const page of [ana, ben]) {
    await openFirst(page, 'Waiting');
    await button(page, 'Claim').waitFor();
  }
  await shoot(ana, '23-claim');
  const codename = await openFirst(ben, 'Waiting');

  // Neither claim goes out before both have been made.
  let claims = 0;
  let letGo;
  const both = new Promise((resolve) => (letGo = resolve));
  for (const page of [ana, ben]) {
    page.expectTrouble(/^answer: POST \/api\/conversations\/[^/]+\/claim 409$/);
    await page.route('**/claim', async (route) => {
      if (++claims === 2) letGo();
      await both;
      await route.continue();
    });
  }
  const answers = [ana, ben].map((page) => page.waitForResponse('**/claim'));
  await Promise.all([ana, ben].map((page) => button(page, 'Claim').click()));
  const statuses = (await Promise.all(answers)).map((answer) => answer.status());
  assert.deepEqual([...statuses].sort(), [200, 409]);
  const [winner, loser, name] = statuses[0] === 200 ? [ana, ben, 'Ana'] : [ben, ana, 'Ben'];
  await notice(loser, `${name} has ${codename} now.`).waitFor();
  await shoot(loser, '24-claimed-by-the-other');
  await replyBox(winner).waitFor();
  await shoot(winner, '25-claimed');
  for (const page of [ana, ben]) await page.unroute('**/claim');
});

step('STOP closes the reply box with the reason, and nothing leaves any more', async () => {
  const ana = of('ana');
  const rosa = of('rosa');
  await open(ana, 'Mine', harbor);
  await replyBox(ana).waitFor();
  const chosen = rosa.getByLabel('Phone', { exact: true }).locator('option:checked');
  const number = await chosen.innerText();
  const wanted = { phone: `+1${number.replace(/\D/g, '')}`, writer: 'line' };
  await textFromPhone(rosa, 'STOP');
  await ana.getByText(optedOut).waitFor();
  await replyBox(ana).waitFor({ state: 'detached' });
  await shoot(ana, '26-opted-out');
  await shoot(rosa, '27-phone-stopped', [phone]);

  const before = (await carrier.messages(wanted)).count;
  assert.ok(before > 0);
  const program = await ApiClient.signIn(demo.base, 'ana', demoPassword);
  const refused = await program.post(`/api/conversations/${conversation}/texts`, {
    body: 'one last word', client_id: 'after-stop',
  });
  assert.equal(refused.status, 409);
  assert.equal(refused.body.code, 'opted_out');
  // What is for somebody else passes through the same outbox after it, so it had its turn.
  const other = { phone: '+15035550190', writer: 'line' };
  await carrier.text(other.phone, demoLine, 'hello?');
  await eventually(
    'the other one is welcomed',
    async () => (await carrier.messages(other)).count > 0,
  );
  assert.equal((await carrier.messages(wanted)).count, before);
});

step('START opens the reply box again', async () => {
  const ana = of('ana');
  const rosa = of('rosa');
  await textFromPhone(rosa, 'START');
  await replyBox(ana).waitFor();
  await ana.getByText(optedOut).waitFor({ state: 'detached' });
  await reply(ana, 'Good to hear from you again. No rush.');
  await onPhone(rosa, 'No rush', 'in').waitFor();
  await text(ana, 'No rush', { status: 'delivered' }).waitFor();
  await shoot(ana, '28-started-again');
});

step('worrying words stand over what ana writes, with what the line suggests', async () => {
  const ana = of('ana');
  await textFromPhone(of('rosa'), 'some nights I just don’t want to live anymore');
  const worrying = flag(ana, 'Worrying words: “don\'t want to live”');
  await worrying.waitFor();
  await worrying.getByText('Nobody outside the line is told.').waitFor();
  await list(ana, 'Mine').getByRole('link', { name: harbor }).getByText('Urgent').waitFor();
  await event(ana, 'Flagged: worrying words').waitFor();
  await shoot(ana, '29-worrying-words');
  await worrying.getByRole('button', { name: /^Clear/ }).click();
  const dialog = ana.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Why?' }).fill('We talked. They are safe tonight.');
  await shoot(ana, '30-clear-a-flag');
  await dialog.getByRole('button', { name: 'Clear' }).click();
  await worrying.waitFor({ state: 'detached' });
  await event(ana, 'Ana cleared a flag').waitFor();
  await thread(ana).getByText('They are safe tonight.').waitFor();
});

step('ana raises a flag, which cora hears of, and grants a wish to hear nothing more', async () => {
  const ana = of('ana');
  const cora = of('cora');
  await cora.goto(`${demo.base}/`);
  await button(ana, 'Flag').click();
  const dialog = ana.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Why?' }).fill('Somebody is at their door.');
  await shoot(ana, '31-flag');
  await dialog.getByRole('button', { name: 'Flag' }).click();
  await flag(ana, 'Ana flagged this as urgent').waitFor();
  await notice(cora, 'A conversation was flagged as urgent.').waitFor();
  await textFromPhone(of('rosa'), 'it was only the mail. please stop texting me now');
  const wish = flag(ana, 'They may not want any more texts');
  await wish.waitFor();
  await shoot(ana, '32-a-wish-to-stop');
  await wish.getByRole('button', { name: 'Opt them out' }).click();
  await ana.getByRole('dialog').getByRole('button', { name: 'Opt them out' }).click();
  await ana.getByText(optedOut).waitFor();
  await wish.waitFor({ state: 'detached' });
  await textFromPhone(of('rosa'), 'UNSTOP');
  await replyBox(ana).waitFor();
});

step('cora blocks somebody for a week, and ends it', async () => {
  const cora = of('cora');
  await cora.getByRole('tab', { name: 'Closed' }).click();
  await openFirst(cora, 'Closed');
  await button(cora, 'Block their texts').click();
  const dialog = cora.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Why?' }).fill('Threatened Ana twice.');
  await shoot(cora, '33-block', [laptop]);
  await dialog.getByRole('button', { name: 'Block' }).click();
  await event(cora, 'Cora blocked their texts until').waitFor();
  await textFromPhone(of('sam'), 'you cant ignore me');
  await cora.reload(); // nobody is told of it
  await text(cora, 'you cant ignore me').waitFor();
  await cora.getByText('This conversation is closed.').waitFor();
  await shoot(cora, '34-blocked');
  await button(cora, 'End the block').click();
  await event(cora, 'Cora ended the block').waitFor();
});

step('a break returns what waits for an answer to the queue, after saying so', async () => {
  const ana = of('ana');
  await textFromPhone(of('rosa'), 'my neighbor saved me some seeds');
  await text(ana, 'saved me some seeds', { direction: 'in' }).waitFor();
  await presence(ana, 'Break').click({ force: true });
  const dialog = ana.getByRole('dialog');
  await dialog.getByText('to the queue').first().waitFor();
  await shoot(ana, '35-take-a-break');
  await dialog.getByRole('button', { name: 'Take a break' }).click();
  await ana.getByText('You are on a break.').waitFor();
  await ana.getByText('You have no open conversation.').waitFor();
  await shoot(ana, '36-on-a-break');
});
