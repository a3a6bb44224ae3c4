// For who is unwell from motion, nothing moves; for who reads at 200 %, half a laptop's width is
// enough: nothing has to be scrolled sideways, and every control can be reached.
import assert from 'node:assert/strict';
import { Evening } from './evening.mjs';
import { shoot } from './chromium.mjs';
import { openScreen, screens } from './screens.mjs';

const evening = new Evening('motion');
const step = (name, act) => evening.step(name, act);
const zoomed = { width: 720, height: 450 };
const subjects = {};
const pages = {};
// A coordinator sees most of what an administrator does.
const who = { ana: 'ana', cora: 'cora', ada: 'cora' };

// What asks to be scrolled smoothly is noted before anything runs.
function noteScrolls() {
  window.smoothScrolls = [];
  for (const [on, name] of [
    [Element.prototype, 'scrollTo'], [Element.prototype, 'scrollBy'], [Element.prototype, 'scroll'],
    [Element.prototype, 'scrollIntoView'], [window, 'scrollTo'], [window, 'scrollBy'],
  ]) {
    const plain = on[name];
    on[name] = function (...how) {
      if (how[0]?.behavior === 'smooth') window.smoothScrolls.push(name);
      return plain.apply(this, how);
    };
  }
}

step('ana and cora have something to do', async () => {
  await evening.isOn('ana');
  subjects.conversation = (await evening.conversation('+15035550191', 'ana')).id;
  const said = Array.from({ length: 30 }, (_, nth) => `and then ${nth + 1}`);
  await evening.texts('+15035550191', ...said);
  for (let nth = 0; nth < 12; nth += 1) {
    await evening.texts(`+150355502${String(nth).padStart(2, '0')}`, 'anybody there?');
  }
  for (const name of ['ana', 'cora']) {
    pages[name] = await evening.person(name, name, { reducedMotion: 'reduce' });
    await pages[name].addInitScript(noteScrolls);
  }
});

// What takes longer than an instant, on an element or before or after it, or is scrolled smoothly.
const moving = (page) =>
  page.evaluate(() => {
    const longestS = 0.001;
    const found = [...window.smoothScrolls];
    const isLong = (times) => times.split(',').some((time) => parseFloat(time) > longestS);
    for (const element of document.querySelectorAll('*')) {
      for (const part of [null, '::before', '::after']) {
        const style = getComputedStyle(element, part);
        const name = `${element.tagName}.${element.className} ${part ?? ''}`;
        if (isLong(style.transitionDuration)) found.push(`${name} ${style.transition}`);
        const isAnimated = style.animationName !== 'none' && isLong(style.animationDuration);
        if (isAnimated) found.push(`${name} ${style.animation}`);
        if (style.scrollBehavior === 'smooth') found.push(`${name} scrolls smoothly`);
      }
    }
    const running = document
      .getAnimations()
      .filter(({ effect }) => effect.getComputedTiming().activeDuration > 1);
    return [...found, ...running.map(({ effect }) => `${effect.target.className} runs`)];
  });

for (const screen of screens.filter((one) => one.who !== null)) {
  step(`nothing moves on the screen "${screen.name}" for who wants no motion`, async () => {
    const page = pages[who[screen.who]];
    await openScreen(page, evening.base, screen, subjects);
    assert.deepEqual(await moving(page), []);
  });
}

step('nothing moves either as menus and dialogs come, and on the way to the newest text', async () => {
  const page = pages.ana;
  await evening.look(page, subjects.conversation);
  const log = page.getByRole('log', { name: 'Thread' });
  await log.evaluate((thread) => thread.scrollTo(0, 0));
  await page.getByRole('button', { name: 'To the newest text' }).click();
  await page.getByRole('button', { name: 'Rest', exact: true }).click();
  await page.getByRole('menu').waitFor();
  assert.deepEqual(await moving(page), []);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Hand off' }).click();
  await page.getByRole('dialog').waitFor();
  assert.deepEqual(await moving(page), []);
  await page.keyboard.press('Escape');
});

// Boxes that have to be scrolled sideways.
const sideways = (page) =>
  page.evaluate(() => {
    const isTooWide = (box) => box.scrollWidth > box.clientWidth + 1;
    const scrolls = (box) => ['auto', 'scroll'].includes(getComputedStyle(box).overflowX);
    const boxes = [...document.querySelectorAll('body *')];
    const found = boxes.filter((box) => scrolls(box) && isTooWide(box));
    if (isTooWide(document.scrollingElement)) found.push(document.scrollingElement);
    const widths = (box) => `${box.scrollWidth} in ${box.clientWidth}`;
    return found.map((box) => `${box.tagName}.${box.className}: ${widths(box)}`);
  });

// Controls that are not there to be hit once they are scrolled to.
const unreachable = (page) =>
  page.evaluate(() => {
    const controls = 'a[href], button, input, select, textarea, [role="tab"], [tabindex="0"]';
    const isShown = (one) =>
      one.checkVisibility({ visibilityProperty: true }) && !one.closest('[inert]');
    // A choice is made by its words as well.
    const placeOf = (one) => (['radio', 'checkbox'].includes(one.type) && one.labels[0]) || one;
    const mayBeHit = (one) => {
      const place = placeOf(one);
      place.scrollIntoView({ block: 'center', inline: 'center' });
      const { left, top, width, height } = place.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false;
      const hit = document.elementFromPoint(x, y);
      return place.contains(hit) || one === hit;
    };
    return [...document.querySelectorAll(controls)]
      .filter((one) => isShown(one) && !mayBeHit(one))
      .map((one) => `${one.tagName} ${one.ariaLabel ?? one.textContent} ${one.className}`);
  });

for (const name of ['inbox', 'conversation', 'board', 'rota', 'settings']) {
  step(`at 200 % the screen "${name}" is whole`, async () => {
    const screen = screens.find((one) => one.name === name);
    const page = pages[who[screen.who]];
    for (const language of ['en', 'es']) {
      await evening.program(who[screen.who]).put('/api/me/settings', { language });
      await page.setViewportSize(zoomed);
      await openScreen(page, evening.base, screen, subjects);
      await shoot(page, `zoom-${name}-${language}`, [zoomed]);
      assert.deepEqual(await sideways(page), [], language);
      assert.deepEqual(await unreachable(page), [], language);
    }
  });
}
