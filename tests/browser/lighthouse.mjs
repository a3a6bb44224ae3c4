// Lighthouse over a page of somebody who is signed in (https://github.com/GoogleChrome/lighthouse).
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import lighthouse from 'lighthouse';
import { openProfile } from './chromium.mjs';
import { freePort } from '../support/service.mjs';
import { signIn } from './people.mjs';

// For each of `paths`, as `who` (a username and a password) sees it on Lighthouse's slow phone: {category: score}, 0 to
// 100, and what was found wrong: [{category, id, title, where}].
export async function audited(base, who, paths, categories) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'warmline-lighthouse-'));
  const port = await freePort();
  const profile = await openProfile(folder, [`--remote-debugging-port=${port}`]);
  try {
    const page = await profile.newPage();
    page.expectTrouble = () => {};
    await signIn(page, base, who.username, who.password);
    await page.close();
    const found = {};
    for (const one of paths) found[one] = await audit(base + one, port, categories);
    return found;
  } finally {
    await profile.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function audit(url, port, categories) {
  const { lhr } = await lighthouse(url, {
    port, onlyCategories: categories, disableStorageReset: true, logLevel: 'error', output: 'json',
  });
  const scores = {};
  const wrong = [];
  for (const category of Object.values(lhr.categories)) {
    scores[category.id] = Math.round(category.score * 100);
    for (const { id, weight } of category.auditRefs) {
      const { score, title, details } = lhr.audits[id];
      if (weight === 0 || score === null || score === 1) continue;
      const where = (details?.items ?? []).map((item) => item.node?.snippet ?? item.url ?? '');
      wrong.push({ category: category.id, id, title, score, where: where.slice(0, 5) });
    }
  }
  return { scores, wrong };
}
