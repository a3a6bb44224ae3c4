// Every menu, open, on a laptop and on a phone: axe-core finds nothing, its first item is in hand,
// and all of it can be seen and reached.
import assert from 'node:assert/strict';
import { violations } from './axe.mjs';
import { laptop, phone, shoot } from './chromium.mjs';
import { Evening } from './evening.mjs';
import { button } from './people.mjs';

// The line counts how often somebody comes: closing then has a menu.
const evening = new Evening('menus', {
  lineSettings: '[lines.fair_use]\ncontacts_per_day = 6\n',
});
const step = (name, act) => evening.step(name, act);
const pages = {};
let hers; // ana's conversation

const tab = (page, name) => page.getByRole('tab', { name }).click();
const last = (part, name) => part.getByRole('button', { name }).last();

// `tab`: on a phone, the board shows a part at a time.
const menus = [
  { name: 'account', who: 'cora', path: '/', target: (page) => button(page, 'Cora') },
  { name: 'more', who: 'cora', path: '/', sizes: [phone], target: (page) => button(page, 'More') },
  {
    name: 'queue', who: 'cora', path: '/board', tab: /^Waiting/,
    target: (page) => last(page.getByRole('region', { name: 'Waiting' }), /^What to do with/),
  },
  {
    name: 'held', who: 'cora', path: '/board', tab: /^People/,
    target: (page) => last(page.getByRole('list', { name: 'With Ana' }), /^What to do with/),
  },
  {
    name: 'person', who: 'cora', path: '/board', tab: /^People/,
    target: (page) => button(page, 'What to do for Ana'),
  },
  {
    name: 'on-call', who: 'cora', path: '/board', tab: /^Line/,
    target: (page) => button(page, 'Add somebody'),
  },
  { name: 'staff', who: 'cora', path: '/staff', target: (page) => last(page, /^What to do about/) },
  { name: 'rota', who: 'cora', path: '/rota', target: (page) => button(page, 'Into my calendar') },
  { name: 'rest', who: 'ana', path: () => `/c/${hers.id}`, target: (page) => button(page, 'Rest') },
  { name: 'close', who: 'ana', path: () => `/c/${hers.id}`, target: (page) => button(page, 'Close') },
];

step('many wait, and ana has one', async () => {
  hers = await evening.conversation('+15035550191', 'ana');
  for (let nth = 0; nth < 15; nth += 1) {
    await evening.texts(`+150355502${String(nth).padStart(2, '0')}`, 'anybody there?');
  }
  // While a menu fades in, its colours are others.
  const still = { reducedMotion: 'reduce' };
  for (const who of ['ana', 'cora']) pages[who] = await evening.person(who, who, still);
});

// What lies over the middle of it is of the menu: it is neither cut off nor behind anything.
const isOnTop = (item) =>
  item.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const over = document.elementFromPoint(left + width / 2, top + height / 2);
    return element.contains(over);
  });

async function isInOrder(page, menu, size) {
  await menu.waitFor();
  const items = menu.getByRole('menuitem');
  await page.waitForFunction(() => document.activeElement.role === 'menuitem');
  assert.ok(await items.first().evaluate((item) => item === document.activeElement), 'in hand');
  for (const item of await items.all()) {
    const box = await item.boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= size.width, 'within the width');
    assert.ok(box.y >= 0 && box.y + box.height <= size.height, 'within the height');
    assert.ok(await isOnTop(item), `${await item.innerText()} is on top`);
  }
  assert.deepEqual(await violations(page), []);
}

for (const { name, who, path, tab: part, sizes = [laptop, phone], target } of menus) {
  step(`the menu "${name}" is in order while it is open`, async () => {
    const page = pages[who];
    for (const size of sizes) {
      await page.setViewportSize(size);
      await page.goto(evening.base + (typeof path === 'function' ? path() : path));
      if (part && size === phone) await tab(page, part);
      await target(page).scrollIntoViewIfNeeded();
      await target(page).click();
      await isInOrder(page, page.getByRole('menu'), size);
      await shoot(page, `menu-${name}`, [size]);
      await page.keyboard.press('Escape');
      await page.getByRole('menu').waitFor({ state: 'detached' });
      assert.ok(await target(page).evaluate((one) => one === document.activeElement), 'back');
    }
  });
}
