// What axe-core finds wrong on a page, as lines to read: none where all is well
// (https://github.com/dequelabs/axe-core). It is run from outside: the page's policy lets no script in.
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { hasFaded } from './faded.mjs';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

export async function violations(page) {
  await hasFaded(page);
  await page.evaluate(source);
  const found = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}: ${node.any[0]?.message ?? ''}`),
  );
}
