// What comes while somebody looks elsewhere: a soft sound and a notice of the device. Neither can
// be heard or seen from here, so that the page keeps count of what it asked the browser for.
import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.mjs';
import { laptop } from './chromium.mjs';
import { Evening } from './evening.mjs';
import { accept, button, presence, signIn, text, texts } from './people.mjs';

const evening = new Evening('telling');
const step = (name, act) => evening.step(name, act);
const maya = '+15035550181';
const noor = '+15035550182';
const offeredToYou = 'Somebody is offered to you.';
const wroteToYou = 'Somebody wrote to you.';

let ana; // her window
let second; // another one of hers
let hers; // {id, codename} of the conversation she has

// In each window: what it asked for, and whether it is before its person, as this test wants it.
function keepCount() {
  const kept = { tones: 0, notices: [], inFront: true, isPhone: false, ahead: 0 };
  window.kept = kept;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    kept.tones += 1;
    return start.apply(this, when);
  };
  class CountedNotification extends Notification {
    constructor(title, options) {
      if (kept.isPhone) throw new TypeError('Illegal constructor');
      super(title, options);
      kept.notices.push({ title, options, shown: this });
    }
  }
  window.Notification = CountedNotification;
  Object.defineProperty(document, 'hidden', { get: () => !kept.inFront });
  document.hasFocus = () => kept.inFront;
  const { now } = Date;
  Date.now = () => now() + kept.ahead;
}

async function isInFront(page, inFront) {
  await page.evaluate(async (wanted) => {
    window.kept.inFront = wanted;
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event(wanted ? 'focus' : 'blur'));
    await navigator.locks.query(); // by now the other windows know
  }, inFront);
}

// Forgets what was, and lets the pause after a sound pass.
async function startsAnew(...pages) {
  for (const page of pages) {
    await eventually('the sound is over', () =>
      page.evaluate(async () => {
        const { held } = await navigator.locks.query();
        return held.every(({ name }) => name !== 'warmline.sound');
      }),
    );
    await page.evaluate(() => {
      window.kept.tones = 0;
      window.kept.notices = [];
      window.kept.ahead += 10_000;
    });
  }
}

// What was asked for, after all that was on its way.
const told = (page) =>
  page.evaluate(async () => {
    await navigator.locks.query();
    const notices = window.kept.notices.map(({ title, options }) => ({ title, ...options }));
    return { tones: window.kept.tones, notices };
  });
const sounds = async (page) => (await told(page)).tones / 2;
const notices = async (page) => (await told(page)).notices;
const heardOnce = (page) => eventually('it is heard', async () => (await sounds(page)) === 1);
const oneNotice = async (page) => {
  await eventually('a notice is shown', async () => (await notices(page)).length > 0);
  const shown = await notices(page);
  assert.equal(shown.length, 1);
  return shown[0];
};

async function isToldNothing(page) {
  assert.deepEqual(await told(page), { tones: 0, notices: [] });
}

// Set elsewhere: a window that is opened then knows.
async function settings(change) {
  await evening.program('ana').put('/api/me/settings', change);
  await evening.look(ana, hers.id);
  await texts(ana).last().click(); // a page that nobody has touched makes no sound
}

const writes = (words) => evening.texts(maya, words);
const isThere = (page, words) => text(page, words).waitFor({ state: 'attached' });

step('whoever wants notices of the device asks for them in the settings', async () => {
  await evening.program('ben').put('/api/me/presence', { presence: 'off' });
  await evening.isOn('ana');
  ana = await evening.browser.newPerson({ viewport: laptop });
  evening.pages.set('ana', ana);
  await ana.context().addInitScript(keepCount);
  await ana.context().grantPermissions(['notifications'], { origin: evening.base });
  await signIn(ana, evening.base, 'ana');
  await ana.getByRole('link', { name: 'Settings' }).first().click();
  const toggle = ana.getByRole('switch', { name: 'Notices of this device' });
  assert.equal(await toggle.isChecked(), false);
  const kept = ana.waitForResponse((answer) => answer.url().endsWith('/api/me/settings'));
  await toggle.click({ force: true });
  await kept;
  await eventually('they are on', () => toggle.isChecked());
  await button(ana, 'Hear it').click();
  await heardOnce(ana);
});

step('an offer is heard and shown while she is elsewhere, and says nothing of whom', async () => {
  await isInFront(ana, false);
  await startsAnew(ana);
  await writes('the garden is flooded');
  const offer = await oneNotice(ana);
  const [{ id, texter }] = await evening.program('ana').view('offered');
  hers = { id, codename: texter.codename };
  assert.deepEqual(offer, {
    title: 'Warmline', body: offeredToYou, tag: id, icon: '/icon-192.png', silent: true,
  });
  await heardOnce(ana);
});

step('a notice that is touched opens the conversation', async () => {
  await ana.evaluate(() => window.kept.notices[0].shown.dispatchEvent(new Event('click')));
  await ana.waitForURL(`**/c/${hers.id}`);
  await isInFront(ana, true);
  await accept(ana);
});

step('a text is told while she is elsewhere, without its words, a name or a number', async () => {
  await isInFront(ana, false);
  await startsAnew(ana);
  await writes('and my cat has gone');
  const { title, body, tag } = await oneNotice(ana);
  assert.deepEqual([title, body, tag], ['Warmline', wroteToYou, hers.id]);
  await heardOnce(ana);
  await isThere(ana, 'and my cat has gone');
  await startsAnew(ana);
  await evening.texts(noor, 'of somebody else'); // offered to her: another one is told apart
  assert.equal((await oneNotice(ana)).body, offeredToYou);
  assert.notEqual((await notices(ana))[0].tag, hers.id);
  await startsAnew(ana);
});

step('what she has before her is not told, and what she has elsewhere is heard alone', async () => {
  await isInFront(ana, true);
  await startsAnew(ana);
  await writes('she is called Bean');
  await isThere(ana, 'she is called Bean');
  await isToldNothing(ana);
  await ana.getByRole('link', { name: 'Settings' }).first().click();
  await writes('and is quite old');
  await heardOnce(ana);
  assert.deepEqual(await notices(ana), []);
});

step('who is assigned to her is heard and shown while she is elsewhere', async () => {
  const [{ id }] = await evening.program('ana').view('offered'); // Noor
  await isInFront(ana, false);
  await startsAnew(ana);
  await evening.assign(id, 'ana');
  const { title, body, tag } = await oneNotice(ana);
  assert.deepEqual([title, body, tag], ['Warmline', 'A conversation was assigned to you.', id]);
  await heardOnce(ana);
});

step('a call to act on one of hers is a notice of the device too', async () => {
  await startsAnew(ana);
  const { status } = await evening.program('cora').post(`/api/conversations/${hers.id}/flag`, {
    note: 'Somebody should look.',
  });
  assert.equal(status, 200);
  const { body, tag } = await oneNotice(ana);
  assert.deepEqual([body, tag], ['One of your conversations was flagged as urgent.', hers.id]);
  await heardOnce(ana);
});

step('what is off is off', async () => {
  await settings({ sound: false, system_notices: false });
  await isInFront(ana, false);
  await startsAnew(ana);
  await writes('I called her name');
  await isThere(ana, 'I called her name');
  await isToldNothing(ana);

  await settings({ sound: false, system_notices: true });
  await isInFront(ana, false);
  await startsAnew(ana);
  await writes('all over the garden');
  await oneNotice(ana);
  await isThere(ana, 'all over the garden');
  assert.equal(await sounds(ana), 0);

  await settings({ sound: true, system_notices: false });
  await isInFront(ana, false);
  await startsAnew(ana);
  await writes('until it was dark');
  await heardOnce(ana);
  assert.deepEqual(await notices(ana), []);
});

step('whoever has chosen so reads the words, and never a number', async () => {
  await settings({ system_notices: true, notices_show_words: true });
  await isInFront(ana, false);
  await startsAnew(ana);
  await writes('she came back!');
  const notice = await oneNotice(ana);
  assert.equal(notice.body, `${hers.codename}: she came back!`);
  assert.doesNotMatch(JSON.stringify({ ...notice, tag: null }), /555/);
  await settings({ notices_show_words: false });
});

step('in two windows it is told once, and not at all where one of them shows it', async () => {
  second = await ana.context().newPage();
  await second.goto(`${evening.base}/settings`);
  await second.getByRole('heading', { level: 1, name: 'Settings' }).click();
  await isInFront(second, false);
  await isInFront(ana, true);
  await startsAnew(ana, second);
  await writes('wet, but well');
  await isThere(ana, 'wet, but well');
  await isToldNothing(ana);
  await isToldNothing(second);

  // Before her is the other one, which shows something else.
  await isInFront(ana, false);
  await isInFront(second, true);
  await startsAnew(ana, second);
  await writes('and hungry');
  const heard = async () => (await sounds(ana)) + (await sounds(second));
  await eventually('it is heard', async () => (await heard()) > 0);
  await isThere(ana, 'and hungry');
  assert.equal(await heard(), 1);
  assert.deepEqual([...(await notices(ana)), ...(await notices(second))], []);

  // Neither is: the device has one notice for the conversation, whichever window asked last.
  await isInFront(second, false);
  await startsAnew(ana, second);
  await writes('now she sleeps');
  await eventually('both have asked', async () => {
    return (await notices(ana)).length === 1 && (await notices(second)).length === 1;
  });
  const tags = [...(await notices(ana)), ...(await notices(second))].map(({ tag }) => tag);
  assert.deepEqual(tags, [hers.id, hers.id]);
  await eventually('it is heard', async () => (await heard()) > 0);
  assert.equal(await heard(), 1);
  await second.close();
});

step('where pages may show no notices, as on phones, the service worker does', async () => {
  await ana.goto(`${evening.base}/settings`);
  await presence(ana, 'On').waitFor();
  await ana.evaluate(async () => {
    await navigator.serviceWorker.ready;
    window.kept.isPhone = true;
  });
  await isInFront(ana, false);
  await writes('thank you');
  const [worker] = ana.context().serviceWorkers();
  const shown = await eventually('it is shown', () =>
    worker.evaluate(async () => {
      const all = await self.registration.getNotifications();
      return all.map(({ title, body, tag }) => ({ title, body, tag }))[0];
    }),
  );
  assert.deepEqual(shown, { title: 'Warmline', body: wroteToYou, tag: hers.id });
  await worker.evaluate(async () => {
    const [notification] = await self.registration.getNotifications();
    self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
  });
  await ana.waitForURL(`**/c/${hers.id}`);
  await eventually('it is taken away', () =>
    worker.evaluate(async () => (await self.registration.getNotifications()).length === 0),
  );
});
