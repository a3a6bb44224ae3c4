// Staff and Activity, told in real browsers: an administrator invites somebody, who joins on a phone
// and is offered a conversation; disabling them brings it back and signs them out; a reset; and a
// number that is revealed, for a reason that stands on record.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { startDemo } from '../support/demo.mjs';
import { temporaryFolder } from '../support/service.mjs';
import { violations } from './axe.mjs';
import { laptop, openBrowser, phone, shoot } from './chromium.mjs';
import {
  button, goOn, list, onPhone, openFirst, presence, reply, signIn, takePhone, text,
  textFromPhone,
} from './people.mjs';
import { Steps } from './steps.mjs';

const story = new Steps('staff');
const { pages } = story;
let home;
let demo;
let browser;
let codename;
let link;

before(async () => {
  home = await temporaryFolder();
  demo = await startDemo(home.folder);
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

const people = (page, name = 'On the team') => list(page, name).getByRole('listitem');
const somebody = (page, name) => people(page).filter({ hasText: name });

async function choose(page, name, what) {
  await button(page, `What to do about ${name}`).click();
  await page.getByRole('menuitem', { name: what }).click();
  await page.getByRole('menu').waitFor({ state: 'detached' }); // it fades
}

// In light and in dark, on a laptop and a phone; axe-core finds nothing.
async function shootAll(page, name, sizes = [laptop, phone]) {
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme });
    await shoot(page, `${name}-${scheme}`, sizes);
    assert.deepEqual(await violations(page), [], `${name} in ${scheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

step('ada invites eve by a link that is shown once', async () => {
  const ada = await person('ada');
  await signIn(ada, demo.base, 'ada');
  await ada.goto(`${demo.base}/staff`);
  await people(ada).first().waitFor();
  assert.equal(await people(ada).count(), 4);
  await shootAll(ada, 'staff-list');
  await button(ada, 'Invite someone').click();
  const dialog = ada.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Eve Adams');
  await dialog.getByRole('textbox', { name: 'Languages' }).click();
  await ada.getByRole('option', { name: 'Spanish' }).click();
  await ada.keyboard.press('Escape');
  await shootAll(ada, 'staff-invite');
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  assert.match(link, /\/join#[\w-]{40,}$/);
  await dialog.getByText('Good once').waitFor();
  await shootAll(ada, 'staff-link');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await list(ada, 'Invited, not here yet').getByText('Eve Adams').waitFor();
  await shootAll(ada, 'staff-invited');
});

step('eve joins on her phone, comes on, and is offered a conversation', async () => {
  const eve = await person('eve', { viewport: phone, isMobile: true, hasTouch: true });
  await eve.goto(link);
  await eve.getByRole('heading', { name: 'Welcome, Eve Adams' }).waitFor();
  await shootAll(eve, 'join');
  eve.expectTrouble(/^answer: POST \/api\/join 409$/); // Ana has that name
  await eve.getByRole('textbox', { name: 'Username' }).fill('Ana');
  await eve.getByLabel('Password').fill('beans along the fence');
  await eve.getByRole('button', { name: 'Join' }).tap();
  await eve.getByText('Somebody has this username already').waitFor();
  await eve.getByRole('textbox', { name: 'Username' }).fill('Eve');
  await eve.getByRole('button', { name: 'Join' }).tap();
  await presence(eve, 'On').waitFor();
  assert.equal(new URL(eve.url()).hash, '', 'what opens the link is not left in the address');
  await goOn(eve);
  const rosa = await person('rosa', { viewport: phone });
  await takePhone(rosa, demo.base);
  await textFromPhone(rosa, 'hi, can somebody call me?');
  await list(eve, 'Offered').getByRole('link').first().waitFor();
  codename = await openFirst(eve, 'Offered');
  await button(eve, 'Accept').tap();
  await reply(eve, 'Hi, I am Eve. I am here.');
  await onPhone(rosa, 'I am Eve', 'in').waitFor();
});

step('the link opens nothing a second time', async () => {
  const mallory = await person('mallory', { viewport: phone });
  mallory.expectTrouble(/^answer: POST \/api\/join\/look 410$/);
  await mallory.goto(link);
  await mallory.getByRole('heading', { name: 'This link does not open anything' }).waitFor();
  await shootAll(mallory, 'join-over');
  await mallory.context().close();
  pages.delete('mallory');
});

step('an invitation that is withdrawn opens nothing any more', async () => {
  const ada = of('ada');
  await button(ada, 'Invite someone').click();
  const dialog = ada.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Gil Stone');
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  const withdrawn = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await button(ada, 'Withdraw the invitation of Gil Stone').click();
  await list(ada, 'Invited, not here yet').waitFor({ state: 'detached' });
  const gil = await person('gil', { viewport: phone });
  gil.expectTrouble(/^answer: POST \/api\/join\/look 410$/);
  await gil.goto(withdrawn);
  await gil.getByRole('heading', { name: 'This link does not open anything' }).waitFor();
  await gil.context().close();
  pages.delete('gil');
});

step('a peer reaches neither Staff nor Activity', async () => {
  const ana = await person('ana');
  await signIn(ana, demo.base, 'ana');
  for (const path of ['/staff', '/activity']) {
    await ana.goto(`${demo.base}${path}`);
    await presence(ana, 'Off').waitFor();
    assert.equal(await button(ana, 'Invite someone').count(), 0);
    assert.equal(await ana.getByRole('heading', { name: /^(Staff|Activity)$/ }).count(), 0);
  }
});

step('cora sees a number for a reason, and it stands in the activity', async () => {
  const cora = await person('cora');
  await signIn(cora, demo.base, 'cora');
  await cora.getByRole('tab', { name: 'Everyone’s' }).click();
  await list(cora, 'Everyone’s').getByRole('link', { name: codename }).click();
  await text(cora, 'can somebody call me').waitFor();
  await button(cora, 'Show the number').click();
  const dialog = cora.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: 'Show the number' });
  assert.ok(await confirm.isDisabled(), 'not without a reason');
  await dialog.getByRole('textbox').fill('She asked to be called.');
  await shootAll(cora, 'reveal', [laptop]);
  await confirm.click();
  const number = dialog.getByRole('textbox', { name: 'Number' });
  assert.match(await number.inputValue(), /^\+1503555\d{4}$/);
  await shootAll(cora, 'revealed', [laptop]);
  await dialog.getByRole('button', { name: 'Hide it again' }).click();

  await cora.goto(`${demo.base}/activity`);
  const log = cora.getByRole('list', { name: 'Activity' });
  const revealed = log.getByRole('listitem').filter({ hasText: `saw the number of ${codename}` });
  await revealed.getByText('She asked to be called.').waitFor();
  await log.getByText('Eve Adams joined the team, invited by Ada').waitFor();
  await shootAll(cora, 'activity');
  assert.doesNotMatch(await log.innerText(), /503555/);
  await cora.getByLabel('What').selectOption({ label: 'Numbers that were seen' });
  await cora.getByText('That is everything.').waitFor();
  assert.equal(await log.getByRole('listitem').count(), 1);
  const download = cora.waitForEvent('download');
  await button(cora, 'Download as CSV').click();
  assert.match((await download).suggestedFilename(), /^activity-.*\.csv$/);
});

step('who is disabled is signed out, and their conversation goes back to the queue', async () => {
  const ada = of('ada');
  const eve = of('eve');
  await ada.goto(`${demo.base}/staff`);
  await somebody(ada, 'Eve Adams').waitFor();
  await choose(ada, 'Eve Adams', 'Disable');
  const dialog = ada.getByRole('dialog');
  await dialog.getByText('1 open conversation goes back to the queue first').waitFor();
  await shootAll(ada, 'staff-disable');
  eve.expectTrouble(/^answer: .* 401$/);
  await dialog.getByRole('button', { name: 'Disable' }).click();
  await list(ada, 'Disabled').getByText('Eve Adams').waitFor();
  await eve.getByRole('button', { name: 'Sign in' }).waitFor();
  await ada.goto(demo.base);
  await list(ada, 'Waiting').getByRole('link', { name: codename }).waitFor();
});

step('enabled again and reset, eve chooses a new password by another link', async () => {
  const ada = of('ada');
  await ada.goto(`${demo.base}/staff`);
  await list(ada, 'Disabled').getByText('Eve Adams').waitFor();
  await choose(ada, 'Eve Adams', 'Enable');
  await somebody(ada, 'Eve Adams').waitFor();
  await choose(ada, 'Eve Adams', 'New password');
  const dialog = ada.getByRole('dialog');
  await shootAll(ada, 'staff-reset');
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  const reset = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await somebody(ada, 'Has not chosen a new password yet').waitFor();
  await shootAll(ada, 'staff-reset-waits');
  const eve = of('eve');
  await eve.goto('about:blank');
  await eve.goto(reset);
  await eve.getByRole('heading', { name: 'Hello again, Eve Adams' }).waitFor();
  await shootAll(eve, 'join-reset');
  await eve.getByLabel('Password').fill('sunflowers along the fence');
  await eve.getByRole('button', { name: 'Keep it and sign in' }).tap();
  await presence(eve, 'Off').waitFor();
});

step('cora changes what a peer can take, and it is shown', async () => {
  const cora = of('cora');
  await cora.goto(`${demo.base}/staff`);
  await somebody(cora, 'Ben').waitFor();
  assert.equal(await button(cora, 'Invite someone').count(), 0);
  assert.equal(await button(cora, 'What to do about Ada').count(), 0);
  await choose(cora, 'Ben', 'Change');
  const dialog = cora.getByRole('dialog');
  assert.equal(await dialog.getByRole('textbox', { name: 'Name' }).count(), 0);
  await dialog.getByRole('textbox', { name: 'Conversations at once' }).fill('2');
  await shootAll(cora, 'staff-change-as-coordinator');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await somebody(cora, 'Ben').getByText('0 of 2 open').waitFor();
  await choose(of('ada'), 'Ben', 'Change');
  await shootAll(of('ada'), 'staff-change');
});

step('ada keeps the list of what texters may ask for', async () => {
  const ada = of('ada');
  await ada.goto(`${demo.base}/staff`);
  const all = list(ada, 'Experiences').getByRole('listitem');
  const dialog = ada.getByRole('dialog');
  for (const name of ['grief', 'hearing voices']) {
    await button(ada, 'Add an experience').click();
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await all.filter({ hasText: name }).waitFor();
  }
  await button(ada, 'Add an experience').click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('grief');
  await dialog.getByText('There is one of that name already.').waitFor();
  await shootAll(ada, 'staff-experience');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await button(ada, 'Change grief').click();
  await dialog.getByRole('textbox', { name: 'As texters read it (English)' }).fill('Losing somebody');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await all.filter({ hasText: 'Losing somebody' }).waitFor();
  await all.last().scrollIntoViewIfNeeded();
  await shootAll(ada, 'staff-experiences');
  await button(ada, 'Remove hearing voices').click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await all.filter({ hasText: 'hearing voices' }).waitFor({ state: 'detached' });
  const kept = await (await ada.request.get(`${demo.base}/api/experiences`)).json();
  assert.deepEqual(kept.items, [{ name: 'grief', labels: { en: 'Losing somebody' } }]);
});
