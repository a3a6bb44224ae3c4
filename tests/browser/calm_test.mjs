// For tired eyes: calm mode, also in high contrast, and dialogs that can be read there.
import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.mjs';
import { violations } from './axe.mjs';
import { laptop, shoot } from './chromium.mjs';
import { Evening } from './evening.mjs';
import { button, flag } from './people.mjs';

// The line counts how often somebody comes: closing then asks for more.
const evening = new Evening('calm', {
  lineSettings: '[lines.fair_use]\ncontacts_per_day = 6\n',
});
const step = (name, act) => evening.step(name, act);
const maya = '+15035550191';
const looks = ['light', 'dark'];

let ben;
let cora;
let hers; // the conversation with maya

// As it then is on a page that is opened.
async function looksLike(page, who, settings, path = `/c/${hers.id}`) {
  const { status } = await evening.program(who).put('/api/me/settings', settings);
  assert.equal(status, 200);
  await page.goto(evening.base + path);
}

const colour = (page, name) =>
  page.evaluate((one) => getComputedStyle(document.documentElement).getPropertyValue(one), name);
const blur = (part) => part.evaluate((element) => getComputedStyle(element).filter);
const isBlurred = (part) => eventually('it is covered', async () => (await blur(part)) !== 'none');
const isClear = (part) => eventually('it is clear', async () => (await blur(part)) === 'none');

async function isCoveredUntilTouched(page, part) {
  await page.mouse.move(2, 2);
  await isBlurred(part);
  await part.hover();
  await isClear(part);
  await page.mouse.move(2, 2);
  await isBlurred(part);
  await part.focus();
  await isClear(part);
  await part.blur();
}

step('in calm mode nothing alarms, in high contrast neither', async () => {
  await evening.isOn('ana', 'ben');
  hers = await evening.conversation(maya, 'ana', 'some nights I just don’t want to live anymore');
  const handed = await evening.program('ana').post(`/api/conversations/${hers.id}/handoff`, {
    to: evening.program('ben').id, note: 'Told me of a garden.',
  });
  assert.equal(handed.status, 200);
  ben = await evening.person('ben', 'ben', { viewport: laptop });
  for (const contrast of ['normal', 'high']) {
    for (const colours of looks) {
      await looksLike(ben, 'ben', { calm: true, contrast, colours });
      await eventually(`${contrast} ${colours} is calm`, async () => {
        const [warn, bad, hover] = await Promise.all(
          ['--wl-warn', '--wl-bad', '--wl-hover'].map((name) => colour(ben, name)),
        );
        return warn === hover && bad === hover;
      });
      const raised = flag(ben, 'Worrying words').first();
      await raised.waitFor();
      const ground = await raised.evaluate((part) => getComputedStyle(part).backgroundColor);
      const quiet = await raised.evaluate((part) => {
        part.style.backgroundColor = 'var(--wl-hover)';
        return getComputedStyle(part).backgroundColor;
      });
      assert.equal(ground, quiet);
      assert.deepEqual(await violations(ben), [], `${contrast} ${colours}`);
    }
  }
});

step('in calm mode what quotes a texter is covered, wherever it stands', async () => {
  await looksLike(ben, 'ben', { calm: true, contrast: 'normal', colours: 'light' });
  const raised = flag(ben, 'Worrying words').first();
  await raised.waitFor();
  await isCoveredUntilTouched(ben, raised.getByText("don't want to live", { exact: true }));
  // What it is about is in plain sight.
  assert.equal(await blur(raised.locator('strong')), 'none');
  const word = ben.getByRole('heading', { name: 'A word from Ana' }).locator('..');
  await isCoveredUntilTouched(ben, word.getByText('Told me of a garden.'));
  await ben.mouse.move(2, 2);
  await shoot(ben, 'calm-quoted', [laptop]);
});

step('what a flag was raised for is covered too', async () => {
  const { status } = await evening.program('ben').post(`/api/conversations/${hers.id}/flag`, {
    note: 'Says that somebody is at the door.',
  });
  assert.ok(status < 300, `${status}`);
  await isCoveredUntilTouched(ben, ben.getByTestId('flag').getByText('somebody is at the door'));
});

// Opens each from the page of the conversation, and leaves it with Escape.
const dialog = (page, name) => page.getByRole('dialog', { name });
const bensDialogs = [
  ['Hand off', () => dialog(ben, /^Hand off /)],
  ['Flag', () => dialog(ben, /^Flag /)],
  ['Close', () => ben.getByRole('menuitem', { name: 'Close', exact: true })],
  ['Rest', () => ben.getByRole('menuitem').first()],
];
const corasDialogs = [['Assign', () => dialog(cora, /^Assign /)]];

// All of it: what fades in has other colours meanwhile.
const isDrawn = (part) =>
  eventually('it is drawn', () =>
    part.evaluate((element) => {
      for (let at = element; at; at = at.parentElement) {
        if (getComputedStyle(at).opacity !== '1') return false;
      }
      return true;
    }),
  );

async function openedWell(page, dialogs, look) {
  for (const [name, opened] of dialogs) {
    await button(page, name).click();
    await isDrawn(opened());
    assert.deepEqual(await violations(page), [], `${name} in ${look}`);
    await shoot(page, `contrast-${name.toLowerCase().replace(' ', '-')}-${look}`);
    await page.keyboard.press('Escape');
    await opened().waitFor({ state: 'detached' });
  }
}

step('axe-core finds nothing on dialogs in high contrast', async () => {
  cora = await evening.person('cora', 'cora', { viewport: laptop });
  for (const colours of looks) {
    await looksLike(ben, 'ben', { calm: false, contrast: 'high', colours });
    await openedWell(ben, bensDialogs, colours);
    await looksLike(cora, 'cora', { contrast: 'high', colours });
    await openedWell(cora, corasDialogs, colours);
  }
});

step('nor on asking whether to close without an answer, and whether one is on', async () => {
  for (const colours of looks) {
    await looksLike(ben, 'ben', { colours });
    await button(ben, 'Close').click();
    await ben.getByRole('menuitem', { name: 'Close', exact: true }).click();
    await isDrawn(dialog(ben, 'Close without an answer?'));
    assert.deepEqual(await violations(ben), [], `closing in ${colours}`);
  }
  await ben.goto(evening.base); // what he has goes to somebody else
  await evening.program('ben').put('/api/me/presence', { presence: 'off' });
  for (const colours of looks) {
    await looksLike(ben, 'ben', { colours }, '/');
    const asked = ben.getByRole('region', { name: 'Are you on?' });
    await asked.getByText('You have no shift today.').waitFor();
    assert.deepEqual(await violations(ben), [], `Are you on? in ${colours}`);
    await shoot(ben, `contrast-are-you-on-${colours}`, [laptop]);
  }
});
