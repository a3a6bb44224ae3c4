// What people do: staff in the inbox, a texter on the pretend phone. By role and name only, as
// gateway/inbox/src/main.tsx promises them.
import { demoPassword } from '../support/demo.mjs';

export async function signIn(page, base, username, password = demoPassword) {
  page.expectTrouble(/^answer: GET \/api\/me 401$/); // how it learns that nobody is signed in yet
  await page.goto(base);
  await page.getByRole('textbox', { name: 'Username' }).fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await presence(page, 'On').waitFor();
}

export const presence = (page, name) =>
  page.getByRole('group', { name: 'Presence' }).getByRole('radio', { name });

export async function goOn(page) {
  await presence(page, 'On').click({ force: true }); // its dot is what is seen of it
  await page.getByRole('region', { name: 'Are you on?' }).waitFor({ state: 'detached' });
}

export const list = (page, name) => page.getByRole('list', { name, exact: true });
export const thread = (page) => page.getByRole('log', { name: 'Thread' });
export const texts = (page) => thread(page).getByTestId('text');
export const button = (page, name) => page.getByRole('button', { name, exact: true });
export const searchBox = (page) => page.getByRole('searchbox', { name: 'Search' });
export const replyBox = (page) => page.getByRole('textbox', { name: 'Reply' });
export const flag = (page, words) => page.getByTestId('flag').filter({ hasText: words });
export const notice = (page, words) => page.getByRole('alert').filter({ hasText: words });
// One that a screen reader says in a pause.
export const politeNotice = (page, words) => page.getByRole('note').filter({ hasText: words });

// Opens the first conversation of a list; who it is with.
export async function openFirst(page, name) {
  await list(page, name).getByRole('link').first().click();
  await texts(page).first().waitFor();
  return page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Warmline' }).innerText();
}

export async function open(page, name, codename) {
  await list(page, name).getByRole('link', { name: codename }).click();
  await texts(page).first().waitFor();
}

export async function accept(page) {
  await button(page, 'Accept').click();
  await replyBox(page).waitFor();
}

export async function reply(page, words) {
  await replyBox(page).fill(words);
  await button(page, 'Send').click();
  await texts(page).filter({ hasText: words }).waitFor();
}

export const text = (page, words, { status, direction } = {}) =>
  thread(page)
    .locator(
      '[data-testid="text"]' +
        (status ? `[data-status="${status}"]` : '') +
        (direction ? `[data-direction="${direction}"]` : ''),
    )
    .filter({ hasText: words });

export const event = (page, words) => thread(page).getByTestId('event').filter({ hasText: words });

// Down to the newest text: who has just typed is not moved there by herself.
export async function toNewest(page) {
  await thread(page).evaluate((log) => log.scrollTo(0, log.scrollHeight));
  await button(page, /new texts?$/).waitFor({ state: 'detached' });
}

// The pretend phone.
export const onPhone = (page, words, direction) =>
  page.locator(`[data-testid="phone-text"][data-direction="${direction}"]`, { hasText: words });

// The first phone is there by itself; everybody after that takes a new one.
export async function takePhone(page, base) {
  await page.goto(`${base}/phone`);
  const chosen = page.getByLabel('Phone', { exact: true });
  await chosen.locator('option').first().waitFor({ state: 'attached' });
  const first = await chosen.inputValue();
  if (!(await isUsed(page, first))) return;
  await page.getByRole('button', { name: 'New phone' }).click();
  await page.waitForFunction(
    (before) => document.getElementById('phone').value !== before,
    first,
  );
}

async function isUsed(page, id) {
  const answer = await page.request.get(new URL(`/phone/api/phones/${id}/texts`, page.url()).href);
  return (await answer.json()).texts.length > 0;
}

export async function textFromPhone(page, words) {
  await page.getByLabel('Message').fill(words);
  await page.getByRole('button', { name: 'Send' }).click();
  await page
    .locator('[data-testid="phone-text"][data-direction="out"][data-status="sent"]')
    .filter({ hasText: words })
    .waitFor();
}
