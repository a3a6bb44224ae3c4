// A picture comes with a text: covered until somebody wants to see it, and never from the carrier's
// own address.
import assert from 'node:assert/strict';
import { ApiClient } from '../support/api_client.mjs';
import { demoLine } from '../support/demo.mjs';
import { eventually } from '../support/eventually.mjs';
import { violations } from './axe.mjs';
import { phone, shoot } from './chromium.mjs';
import { Evening } from './evening.mjs';
import { button, onPhone, takePhone, texts, textFromPhone, thread } from './people.mjs';

const evening = new Evening('pictures');
const step = (name, act) => evening.step(name, act);
const noor = '+15035550172';
const tess = '+15035550173';

let ana;
let texter; // the pretend phone
const asked = []; // every address that ana's browser asked

const covered = (page, name = 'Picture from them') => button(page, `${name}, covered. Show it`);
const shown = (page, name = 'Picture from them') => button(page, `${name}. Open it`);
const viewer = (page) => page.getByRole('dialog');
const thumbnail = (page) => thread(page).locator('img').first();

// Whether what it shows can be made out.
const blurOf = (image) => image.evaluate((seen) => getComputedStyle(seen).filter);
const isLoaded = (image) =>
  eventually('the picture is there', () =>
    image.evaluate((seen) => seen.complete && seen.naturalWidth > 0),
  );

async function sendsPictures(number, media, body = '') {
  const carrier = new ApiClient(evening.demo.carrier);
  const sent = await carrier.post('/simulator/texts', { from: number, to: demoLine, body, media });
  assert.equal(sent.body.status, 200);
}

const fault = (more) => evening.carrier.misbehave({ on: 'picture', ...more });

async function assertAccessible(page, where) {
  assert.deepEqual(await violations(page), [], where);
}

step('somebody sends a picture from their phone, and it comes covered', async () => {
  await evening.isOn('ana');
  texter = await evening.browser.newPerson({ viewport: phone });
  evening.pages.set('the phone', texter);
  await takePhone(texter, evening.base);
  await textFromPhone(texter, 'Look where I am');
  await button(texter, 'Add a picture').click();
  await texter.getByLabel('Picture', { exact: true }).selectOption('A sunset');
  await texter.getByRole('list', { name: 'Pictures to send' }).getByRole('button').waitFor();
  await shoot(texter, 'pictures-01-phone', [phone]);
  await button(texter, 'Send').click();
  await texter.getByRole('img', { name: 'Picture', exact: true }).waitFor();
  assert.equal(await onPhone(texter, 'Look where I am', 'out').count(), 1);

  ana = await evening.person('ana');
  ana.on('request', (request) => asked.push(request.url()));
  const [conversation] = (await evening.program('ana').view('offered')).concat(
    await evening.program('ana').view('waiting'),
  );
  await evening.assign(conversation.id, 'ana');
  await evening.look(ana, conversation.id);
  await covered(ana).waitFor();
  await isLoaded(thumbnail(ana));
  assert.match(await blurOf(thumbnail(ana)), /blur\(24px\)/);
  await shoot(ana, 'pictures-02-covered');
  await assertAccessible(ana, 'covered');
});

step('a touch uncovers it, another one opens it, and nothing moves', async () => {
  const place = () => texts(ana).last().boundingBox();
  const before = await place();
  await covered(ana).click();
  assert.equal(await blurOf(thumbnail(ana)), 'none');
  await shoot(ana, 'pictures-03-shown');
  await assertAccessible(ana, 'shown');
  assert.deepEqual(await place(), before);
  await shown(ana).click();
  await viewer(ana).getByRole('img', { name: 'Picture from them' }).waitFor();
  await shoot(ana, 'pictures-04-viewer');
  await assertAccessible(ana, 'in the viewer');
  await button(ana, 'Back to the thread').click();
  await viewer(ana).waitFor({ state: 'detached' });
  await button(ana, 'Cover it again: Picture from them').click();
  assert.match(await blurOf(thumbnail(ana)), /blur/);
  assert.deepEqual(await place(), before);
});

step('all of it by keyboard, and the place is kept', async () => {
  await covered(ana).focus();
  await ana.keyboard.press('Enter');
  await shown(ana).waitFor();
  await ana.keyboard.press('Enter');
  await viewer(ana).waitFor();
  await ana.keyboard.press('Escape');
  await viewer(ana).waitFor({ state: 'detached' });
  await eventually('the keyboard is back on the picture', () =>
    shown(ana).evaluate((seen) => seen === document.activeElement),
  );
  await ana.keyboard.press('Tab');
  await ana.keyboard.press('Enter');
  await covered(ana).waitFor();
  assert.ok(await covered(ana).evaluate((seen) => seen === document.activeElement));
});

step('in the dark and in calm mode as well', async () => {
  const settings = (change) => evening.program('ana').put('/api/me/settings', change);
  await settings({ colours: 'dark' });
  await ana.reload();
  await isLoaded(thumbnail(ana));
  await shoot(ana, 'pictures-05-covered-dark');
  await covered(ana).click();
  await shoot(ana, 'pictures-06-shown-dark');
  await shown(ana).click();
  await viewer(ana).getByRole('img', { name: 'Picture from them' }).waitFor();
  await shoot(ana, 'pictures-07-viewer-dark');
  await assertAccessible(ana, 'in the dark viewer');
  await ana.keyboard.press('Escape');
  await settings({ colours: 'light', calm: true });
  await ana.reload();
  await covered(ana).click();
  await ana.mouse.move(2, 2);
  await ana.getByRole('textbox', { name: 'Reply' }).focus();
  const frame = thumbnail(ana).locator('..');
  await eventually('left alone it is veiled like the words', async () =>
    /blur/.test(await blurOf(frame)),
  );
  await shown(ana).focus();
  await eventually('it is not while it is looked at', async () => (await blurOf(frame)) === 'none');
  await settings({ colours: 'auto', calm: false });
  await ana.reload();
});

step('of several, the arrow keys lead to the next, each as covered as it was', async () => {
  const drawn = await texter.evaluate(async () => {
    const { drawn } = await import('/phone/pictures.js');
    return ['garden', 'letter', 'sunset'].map(drawn);
  });
  const { id } = await evening.conversation(noor, 'ana');
  await sendsPictures(noor, drawn, 'My garden, and what I wrote');
  await evening.look(ana, id);
  await covered(ana, 'Picture 1 of 3 from them').click();
  await shown(ana, 'Picture 1 of 3 from them').click();
  await viewer(ana).getByRole('img', { name: 'Picture 1 of 3 from them' }).waitFor();
  assert.ok(await button(viewer(ana), 'Previous picture').isDisabled());
  await ana.keyboard.press('ArrowRight');
  const next = covered(viewer(ana), 'Picture 2 of 3 from them');
  await next.waitFor();
  await isLoaded(viewer(ana).locator('img'));
  assert.match(await blurOf(viewer(ana).locator('img')), /blur/);
  await shoot(ana, 'pictures-08-next-covered');
  await assertAccessible(ana, 'the next one, covered');
  await next.click();
  await viewer(ana).getByRole('img', { name: 'Picture 2 of 3 from them' }).waitFor();
  await button(viewer(ana), 'Next picture').click();
  await covered(viewer(ana), 'Picture 3 of 3 from them').waitFor();
  assert.ok(await button(viewer(ana), 'Next picture').isDisabled());
  await ana.keyboard.press('ArrowLeft');
  await viewer(ana).getByRole('img', { name: 'Picture 2 of 3 from them' }).waitFor();
  await ana.keyboard.press('Escape');
  await shown(ana, 'Picture 2 of 3 from them').waitFor();
  await shoot(ana, 'pictures-09-several');
});

step('the arrow keys go on to the pictures of other texts, and say where one is', async () => {
  const drawn = await texter.evaluate(async () => {
    const { drawn } = await import('/phone/pictures.js');
    return [['sunset'], ['garden', 'letter']].map((names) => names.map(drawn));
  });
  await evening.texts(noor, 'There is more');
  for (const media of drawn) await sendsPictures(noor, media, 'Look');
  const large = (place) => covered(viewer(ana), `Picture ${place} of 6 from them`);
  const key = (name) => ana.keyboard.press(name);
  // As it stands among the texts: alone, with no other one beside it.
  await covered(ana).waitFor();
  await shown(ana, 'Picture 2 of 3 from them').click();
  await viewer(ana).getByRole('img', { name: 'Picture 2 of 6 from them' }).waitFor();
  await key('ArrowRight');
  await large(3).waitFor();
  await key('ArrowRight');
  await large(4).waitFor(); // of the next text
  assert.match(await blurOf(viewer(ana).locator('img')), /blur/);
  assert.equal(
    await viewer(ana).getByRole('status').textContent(),
    'Picture 4 of 6 from them',
    'it is said which one this is',
  );
  await shoot(ana, 'pictures-09-of-another-text');
  await assertAccessible(ana, 'a picture of another text');
  await large(4).click();
  await viewer(ana).getByRole('img', { name: 'Picture 4 of 6 from them' }).waitFor();
  await key('ArrowRight');
  await large(5).waitFor();
  await key('ArrowRight');
  await large(6).waitFor();
  assert.ok(await button(viewer(ana), 'Next picture').isDisabled());
  await key('ArrowRight');
  await large(6).waitFor();
  await key('Escape');
  await viewer(ana).waitFor({ state: 'detached' });
  // Only what was touched is uncovered.
  await shown(ana).waitFor();
  await covered(ana, 'Picture 1 of 2 from them').waitFor();
  await covered(ana, 'Picture 2 of 2 from them').waitFor();
});

step('in Spanish it says as well which picture of how many it is', async () => {
  await evening.program('ana').put('/api/me/settings', { language: 'es' });
  await ana.reload();
  const first = 'Imagen 1 de 2 de la otra persona';
  await button(ana, `${first}, tapada. Mostrarla`).click();
  await button(ana, `${first}. Abrirla`).click();
  await viewer(ana).getByRole('img', { name: 'Imagen 5 de 6 de la otra persona' }).waitFor();
  await button(viewer(ana), 'Imagen siguiente').click();
  const last = 'Imagen 6 de 6 de la otra persona';
  await button(viewer(ana), `${last}, tapada. Mostrarla`).waitFor();
  await shoot(ana, 'pictures-09-spanish');
  await assertAccessible(ana, 'the viewer in Spanish');
  await ana.keyboard.press('Escape');
  await evening.program('ana').put('/api/me/settings', { language: 'en' });
});

step('what can’t be shown says why, and what failed is tried again', async () => {
  ana.expectTrouble(/^answer: GET \/api\/texts\/[^/]+\/media\/\d 4(22|10)$/);
  ana.expectTrouble(/^answer: GET \/api\/texts\/[^/]+\/media\/\d 502$/);
  const base64 = (bytes) => Buffer.from(bytes).toString('base64');
  const { id } = await evening.conversation(tess, 'ana');
  await fault({ fault: 'server_error' });
  await sendsPictures(tess, [
    { content_type: 'image/heic', url: `data:image/heic;base64,${base64('not one we show')}` },
    { content_type: 'text/vcard', url: `data:text/vcard;base64,${base64('BEGIN:VCARD')}` },
  ]);
  await evening.look(ana, id);
  await thread(ana).getByText('A file (text/vcard) that can’t be shown here').waitFor();
  await thread(ana).getByText('The picture could not be loaded.').waitFor();
  await shoot(ana, 'pictures-10-failed');
  await assertAccessible(ana, 'failed');
  await evening.carrier.misbehave();
  await button(thread(ana), 'Try again').click();
  await thread(ana).getByText('A file (image/heic) that can’t be shown here').waitFor();
  await shoot(ana, 'pictures-11-no-picture');
  await assertAccessible(ana, 'no picture');
});

step('a picture that the carrier could not give is there after another try', async () => {
  const gif = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
  await fault({ fault: 'busy' });
  await sendsPictures(tess, [gif]);
  await thread(ana).getByText('The picture could not be loaded.').waitFor();
  await evening.carrier.misbehave();
  await button(thread(ana), 'Try again').click();
  await covered(ana).waitFor();
  await isLoaded(thread(ana).locator('img').last());
});

step('the carrier was never asked by her browser', () => {
  assert.ok(asked.some((url) => /\/api\/texts\/[^/]+\/media\/0$/.test(url)));
  const elsewhere = asked.filter((url) => new URL(url).origin !== new URL(evening.base).origin);
  assert.deepEqual(elsewhere.filter((url) => !url.startsWith('data:')), []);
});
