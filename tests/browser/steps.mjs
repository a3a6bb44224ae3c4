// A story that is told in steps: none goes on from one that failed, and nobody's page may have had
// troubles. What everybody saw when one failed is kept in build/screenshots/.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shoot } from './chromium.mjs';

export class Steps {
  pages = new Map(); // by who sits before them
  #broken = false;

  // `name`: what its pictures are called by.
  constructor(name) {
    this.name = name;
  }

  step(name, act) {
    test(name, async () => {
      assert.ok(!this.#broken, 'an earlier step failed');
      this.#broken = true;
      try {
        await act();
        for (const [who, page] of this.pages) {
          assert.deepEqual(page.troubles, [], `troubles of ${who}`);
        }
      } catch (error) {
        for (const [who, page] of this.pages) {
          const picture = `failed-${this.name}-${who}`;
          await shoot(page, picture, [page.viewportSize()]).catch(() => undefined);
        }
        throw error;
      }
      this.#broken = false;
    });
  }
}
