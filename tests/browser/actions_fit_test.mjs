// What one may do with a conversation is all in sight on a phone: no sideways scrolling, no word cut,
// in both languages and also in larger words.
import assert from 'node:assert/strict';
import { shoot } from './chromium.mjs';
import { Evening } from './evening.mjs';

const evening = new Evening('actions');
const step = (name, act) => evening.step(name, act);
const sizes = [320, 360, 390].map((width) => ({ width, height: 780 }));
const views = {
  en: { group: 'Actions', peer: ['Hand off', 'Rest', 'Flag', 'Close'], coordinator: 'Assign' },
  es: { group: 'Acciones', peer: ['Entregar', 'Reposo', 'Señalar', 'Cerrar'], coordinator: 'Asignar' },
};
const talks = {};
const pages = {};

step('ana has a conversation, and cora has one', async () => {
  for (const [nth, who] of ['ana', 'cora'].entries()) {
    talks[who] = await evening.conversation(`+1503555019${nth}`, who);
    pages[who] = await evening.person(who);
  }
});

// Within the width, with all of its words, and large enough for a thumb.
async function isWhole(one, width) {
  const name = await one.innerText();
  const box = await one.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= width, `${name} is within ${width}`);
  assert.ok(box.height >= 44, `${name} is ${box.height} high`);
  const cut = await one.evaluate((button) =>
    [button, ...button.querySelectorAll('*')].some(
      (part) => part.clientWidth > 0 && part.scrollWidth > part.clientWidth,
    ),
  );
  assert.ok(!cut, `${name} is not cut at ${width}`);
  return box.y;
}

for (const [language, { group, peer, coordinator }] of Object.entries(views)) {
  for (const who of ['ana', 'cora']) {
    step(`all that ${who} may do is in sight in ${language}`, async () => {
      const page = pages[who];
      const expected = who === 'ana' ? peer : [peer[0], coordinator, ...peer.slice(1)];
      for (const text_size of ['normal', 'largest']) {
        await evening.program(who).put('/api/me/settings', { language, text_size });
        for (const size of sizes) {
          await page.setViewportSize(size);
          await page.goto(`${evening.base}/c/${talks[who].id}`);
          const bar = page.getByRole('group', { name: group, exact: true });
          await bar.getByRole('button').first().waitFor();
          const acts = await bar.getByRole('button').all();
          const names = await Promise.all(acts.map((one) => one.innerText()));
          assert.deepEqual(names, expected);
          const tops = [];
          for (const one of acts) tops.push(await isWhole(one, size.width));
          const rows = new Set(tops).size;
          if (text_size === 'normal' && size.width >= 360) assert.equal(rows, 1, `${size.width}`);
          assert.ok(rows <= 2);
          const scrolls = await bar.evaluate((row) => row.scrollWidth > row.clientWidth);
          assert.ok(!scrolls, `nothing to scroll at ${size.width}`);
          await shoot(page, `actions-${who}-${language}-${text_size}`, [size]);
        }
      }
    });
  }
}
