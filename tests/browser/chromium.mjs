// Debian's Chromium, and pages in it that let nothing go wrong unseen.
import { mkdtempSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { project } from '../support/processes.mjs';

export const laptop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
const longestMs = 30_000;

// {newPerson, close}. Every person has a browser profile of their own.
export async function openBrowser() {
  const home = mkdtempSync(path.join(os.tmpdir(), 'warmline-browser-'));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: flags,
    // Where it keeps what is not in a profile.
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
  });
  return {
    newPerson: (options = {}) => newPerson(browser, options),
    close: async () => {
      await browser.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

// A browser with one profile, for what has to look into it from outside.
export function openProfile(folder, more = []) {
  return chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [...flags, ...more],
    viewport: null,
  });
}

// A page, and the troubles it had: errors on the console, violated policies, failed requests. What
// a step provokes on purpose is named beforehand with `page.expectTrouble(pattern)`.
async function newPerson(browser, { viewport = laptop, ...rest }) {
  const context = await browser.newContext({
    viewport,
    locale: 'en-US',
    timezoneId: 'America/Los_Angeles',
    ...rest,
  });
  context.setDefaultTimeout(longestMs);
  const troubles = [];
  const expected = [];
  const trouble = (words) => {
    if (!expected.some((pattern) => pattern.test(words))) troubles.push(words);
  };
  await context.exposeBinding('tellViolation', (_, words) => trouble(`policy: ${words}`));
  await context.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) =>
      window.tellViolation(`${event.violatedDirective} ${event.blockedURI}`),
    ),
  );
  const page = await context.newPage();
  page.on('pageerror', (error) => trouble(`exception: ${error.message}`));
  page.on('console', (message) => {
    // Chromium's own word on an answer from 400 up; the answer itself is looked at below.
    if (message.text().startsWith('Failed to load resource')) return;
    if (['error', 'warning'].includes(message.type())) trouble(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => {
    // The page lets go of what it no longer wants to know.
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') trouble(`request: ${request.method()} ${request.url()} ${why}`);
  });
  page.on('response', (answer) => {
    if (answer.status() < 400) return;
    const { pathname } = new URL(answer.url());
    trouble(`answer: ${answer.request().method()} ${pathname} ${answer.status()}`);
  });
  return Object.assign(page, { troubles, expectTrouble: (pattern) => expected.push(pattern) });
}

const folder = path.join(project, 'build/screenshots');
const still = { animations: 'disabled', caret: 'hide' };

export async function clearScreenshots() {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}

// Keeps what `page` looks like: build/screenshots/NAME-1440x900.png and NAME-390x844.png.
export async function shoot(page, name, sizes = [laptop, phone]) {
  const before = page.viewportSize();
  for (const size of sizes) {
    await page.setViewportSize(size);
    const file = `${name}-${size.width}x${size.height}.png`;
    await page.screenshot({ path: path.join(folder, file), ...still });
  }
  await page.setViewportSize(before);
}
