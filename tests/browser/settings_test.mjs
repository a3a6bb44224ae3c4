// Settings, told in a real browser: a phone of one's own, an address for a calendar, and another
// password.
import assert from 'node:assert/strict';
import { demoPassword } from '../support/demo.mjs';
import { eventually } from '../support/eventually.mjs';
import { violations } from './axe.mjs';
import { laptop, phone, shoot } from './chromium.mjs';
import { Evening } from './evening.mjs';
import { button, notice, presence, signIn } from './people.mjs';

const evening = new Evening('settings');
const step = (name, act) => evening.step(name, act);
const anasPhone = '+15035550190';
const nextPassword = 'kites over the river';
let ana;
let elsewhere; // signed in as Ana, too

const part = (name) => ana.getByRole('region', { name });

// The code that was texted last.
const codeSent = () =>
  eventually('a code is texted', async () => {
    const heard = await evening.heard(anasPhone);
    return /\b\d{6}\b/.exec(heard.at(-1) ?? '')?.[0];
  });

step('somebody gives a phone, and the code that it gets', async () => {
  await evening.isOn('ana');
  ana = await evening.person('ana');
  await ana.getByRole('link', { name: 'Settings' }).click();
  await part('Your phone').getByLabel('Number').fill('12');
  ana.expectTrouble(/^answer: PUT \/api\/me\/phone 400$/);
  await button(ana, 'Text me a code').click();
  await part('Your phone').getByText('That is no number that can be texted').waitFor();
  await part('Your phone').getByLabel('Number').fill(anasPhone);
  await button(ana, 'Text me a code').click();
  await part('Your phone').getByText('We texted a code to').waitFor();
  assert.ok(!(await part('Your phone').innerText()).includes(anasPhone), 'its number is hidden');
  await part('Your phone').getByText('until it texts START').waitFor();
  await part('Your phone').scrollIntoViewIfNeeded();
  await shoot(ana, 'settings-phone-code', [laptop, phone]);
  assert.deepEqual(await violations(ana), []);
});

step('a mistyped number is given anew', async () => {
  await button(ana, 'Give another number').click();
  await part('Your phone').getByLabel('Number').fill(anasPhone);
  await button(ana, 'Text me a code').click();
  await part('Your phone').getByLabel('Code').waitFor();
});

step('a wrong code is refused in words, and the right one confirms it', async () => {
  const code = await codeSent();
  const wrong = code === '000000' ? '000001' : '000000';
  ana.expectTrouble(/^answer: POST \/api\/me\/phone\/confirm 4\d\d$/);
  await part('Your phone').getByLabel('Code').fill(wrong);
  await button(ana, 'Confirm').click();
  await part('Your phone').getByText('That is not the code').waitFor();
  await part('Your phone').getByLabel('Code').fill(code);
  await button(ana, 'Confirm').click();
  await notice(ana, 'The phone is confirmed.').waitFor();
});

step('what they text from it is what the inbox shows', async () => {
  await evening.texts(anasPhone, 'BREAK');
  await eventually('the inbox has heard it', () => presence(ana, 'Break').isChecked());
});

step('once it is taken away, what it texts is a texter\'s', async () => {
  await button(ana, 'Remove the phone').click();
  await notice(ana, 'The phone is removed.').waitFor();
  await part('Your phone').getByText('No phone is set.').waitFor();
  await evening.texts(anasPhone, 'ON');
  assert.ok(await presence(ana, 'Break').isChecked());
});

step('the address of a calendar is shown once, and another one ends it', async () => {
  const read = (url) => ana.request.get(url);
  await button(ana, 'Make an address').click();
  const field = part('Your calendar').getByLabel('Address of your calendar');
  const first = await field.inputValue();
  assert.match(await (await read(first)).text(), /^BEGIN:VCALENDAR\r\n/);
  await button(ana, 'Make another address').click();
  await eventually('it is another', async () => (await field.inputValue()) !== first);
  assert.equal((await read(await field.inputValue())).status(), 200);
  assert.equal((await read(first)).status(), 404);
});

step('another password signs out everywhere else', async () => {
  elsewhere = await evening.person('elsewhere', 'ana', { viewport: phone });
  const form = part('Your password');
  ana.expectTrouble(/^answer: PUT \/api\/me\/password 4\d\d$/);
  await form.getByLabel('Current password').fill('not it at all');
  await form.getByLabel('New password').fill(nextPassword);
  await button(ana, 'Change the password').click();
  await form.getByText('That is not your current password.').waitFor();
  await form.getByLabel('Current password').fill(demoPassword);
  elsewhere.expectTrouble(/ 401$/);
  elsewhere.expectTrouble(/WebSocket/);
  await button(ana, 'Change the password').click();
  await notice(ana, 'Your password is changed.').waitFor();
  await button(elsewhere, 'Sign in').waitFor();
  await signIn(elsewhere, evening.base, 'ana', nextPassword);
  assert.deepEqual(await violations(ana), []);
});
