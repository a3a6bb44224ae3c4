// Away from the service: offline, asleep, and back with everything there once, in order.
import assert from 'node:assert/strict';
import { demoPassword } from '../support/demo.mjs';
import { eventually } from '../support/eventually.mjs';
import { phone, shoot } from './chromium.mjs';
import { Evening } from './evening.mjs';
import { button, replyBox, text, texts } from './people.mjs';

const evening = new Evening('talk_away');
const step = (name, act) => evening.step(name, act);
const maya = '+15035550167';
const offlineMs = 30_000;
const noConnection = /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|WebSocket/;

let ana;
let garden;

async function send(words) {
  await replyBox(ana).fill(words);
  await button(ana, 'Send').click();
}

// The bodies of the thread's texts by people, in the order of the screen.
const said = async () => {
  const bodies = await texts(ana).locator('[dir="auto"]').allInnerTexts();
  return bodies.filter((body) => /^\d/.test(body));
};

step('half a minute offline: what was written waits, and then all is there once, in order', async () => {
  await evening.isOn('ana');
  garden = await evening.conversation(maya, 'ana');
  ana = await evening.person('ana', 'ana', { viewport: phone });
  await evening.look(ana, garden.id);
  await send('1 hello');
  await text(ana, '1 hello', { status: 'delivered' }).waitFor();
  ana.expectTrouble(noConnection);
  await ana.context().setOffline(true);
  const offlineSince = Date.now();
  await send('5 I am still here');
  await send('6 take your time');
  await evening.texts(maya, '2 one', '3 two', '4 three');
  await ana.getByText('You are offline.').waitFor();
  await ana.getByText('Waits for the connection.').first().waitFor();
  await shoot(ana, 'away-01-offline', [phone]);
  await ana.waitForTimeout(offlineMs - (Date.now() - offlineSince));
  assert.deepEqual(
    (await evening.heard(maya)).filter((body) => /^[56]/.test(body)),
    [],
    'nothing has left',
  );
  await ana.context().setOffline(false);
  await text(ana, '6 take your time', { status: 'delivered' }).waitFor();
  const wanted = ['1 hello', '2 one', '3 two', '4 three', '5 I am still here', '6 take your time'];
  await eventually('all is there once, in order', async () => {
    const now = await said();
    return now.length === wanted.length && now.every((body, nth) => body === wanted[nth]);
  });
  assert.deepEqual(
    (await evening.heard(maya)).filter((body) => /^[156]/.test(body)),
    ['1 hello', '5 I am still here', '6 take your time'],
  );
  await shoot(ana, 'away-02-back', [phone]);
});

step('what was written offline survives a reload, and goes once', async () => {
  await ana.route('**/texts', (route) =>
    route.request().method() === 'POST' ? route.abort('internetdisconnected') : route.continue(),
  );
  await send('7 written in a tunnel');
  await ana.getByText('Waits for the connection.').waitFor();
  await ana.reload();
  await ana.getByText('7 written in a tunnel').waitFor();
  await ana.unroute('**/texts');
  await ana.reload();
  await text(ana, '7 written in a tunnel', { status: 'delivered' }).waitFor();
  assert.equal((await evening.heard(maya)).filter((body) => body.startsWith('7')).length, 1);
});

step('what waited in a window that was closed leaves from another one, once', async () => {
  const second = await ana.context().newPage();
  await second.route('**/texts', (route) =>
    route.request().method() === 'POST' ? route.abort('internetdisconnected') : route.continue(),
  );
  await evening.look(second, garden.id);
  await replyBox(second).fill('7 and in another window');
  await button(second, 'Send').click();
  await second.getByText('Waits for the connection.').waitFor();
  await second.close();
  await text(ana, '7 and in another window', { status: 'delivered' }).waitFor();
  const heard = await evening.heard(maya);
  assert.equal(heard.filter((body) => body === '7 and in another window').length, 1);
});

step('a text that the service can’t take goes by itself, and none overtakes it', async () => {
  ana.expectTrouble(/^answer: POST \/api\/conversations\/[^/]+\/texts 503$/);
  await ana.route('**/texts', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 503, json: { status: 503, code: 'stopping' } })
      : route.continue(),
  );
  await send('first, while it restarts');
  await ana.getByText('Warmline can’t take it just now.').waitFor();
  await send('second, behind it');
  await eventually('both wait', async () => {
    return (await ana.getByText('Warmline can’t take it just now.').count()) === 2;
  });
  await shoot(ana, 'away-03-not-just-now', [phone]);
  await ana.unroute('**/texts');
  await text(ana, 'second, behind it', { status: 'delivered' }).waitFor();
  await text(ana, 'first, while it restarts', { status: 'delivered' }).waitFor();
  assert.deepEqual(
    (await evening.heard(maya)).filter((body) => /^(first|second), /.test(body)),
    ['first, while it restarts', 'second, behind it'],
  );
});

step('a text that could not be read when it came is there once it can be', async () => {
  ana.expectTrouble(/^answer: GET \/api\/conversations\/[^/]+\/texts 503$/);
  let refused = 0;
  await ana.route('**/texts*', (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    refused += 1;
    return route.fulfill({ status: 503, json: { status: 503, code: 'stopping' } });
  });
  await evening.texts(maya, 'are you still there?');
  await eventually('its reading was refused', () => refused > 0);
  await ana.unroute('**/texts*');
  await text(ana, 'are you still there?').waitFor();
});

step('what waits on one device, and was sent from another meanwhile, is sent once', async () => {
  const words = 'on two screens at once';
  const saved = ana.waitForResponse((answer) => answer.url().endsWith('/draft') && answer.ok());
  await replyBox(ana).fill(words);
  await saved;
  await ana.context().setOffline(true);
  await button(ana, 'Send').click();
  await ana.getByText('Waits for the connection.').waitFor();
  const pocket = await evening.person('ana in her pocket', 'ana', { viewport: phone });
  await evening.look(pocket, garden.id);
  await eventually('her draft is there', async () => {
    return (await replyBox(pocket).inputValue()) === words;
  });
  await button(pocket, 'Send').click();
  await text(pocket, words, { status: 'delivered' }).waitFor();
  await ana.context().setOffline(false);
  await text(ana, words, { status: 'delivered' }).waitFor();
  await ana.getByText('Waits for the connection.').waitFor({ state: 'detached' });
  assert.equal((await evening.heard(maya)).filter((body) => body === words).length, 1);
  await pocket.close();
  evening.pages.delete('ana in her pocket');
});

step('texts that could not be read do not look like a thread in which nothing was said', async () => {
  ana.expectTrouble(/^answer: GET \/api\/conversations\/[^/]+\/texts 429$/);
  await ana.route(/\/texts(\?|$)/, (route) =>
    route.fulfill({ status: 429, json: { status: 429, code: 'too_many_requests' } }),
  );
  await ana.goto(`${evening.base}/c/${garden.id}`);
  await ana.getByText('This conversation could not be loaded.').waitFor();
  await shoot(ana, 'away-04-not-loaded', [phone]);
  await ana.unroute(/\/texts(\?|$)/);
  await button(ana, 'Try again').click();
  await text(ana, '1 hello').waitFor();
  await ana.getByText('This conversation could not be loaded.').waitFor({ state: 'detached' });
});

step('a page that slept for an hour catches up without a reload', async () => {
  const asleep = await evening.browser.newPerson();
  evening.pages.set('ana asleep', asleep);
  asleep.expectTrouble(/WebSocket|answer: GET \/api\/me 401/);
  await asleep.clock.install();
  await asleep.context().addCookies(await ana.context().cookies());
  await evening.look(asleep, garden.id);
  await text(asleep, '7 written in a tunnel').waitFor();
  await asleep.evaluate(() => (window.wasNeverReloaded = true));
  const cdp = await asleep.context().newCDPSession(asleep);
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
  await evening.texts(maya, '8 are you there', '9 never mind');
  await cdp.send('Page.setWebLifecycleState', { state: 'active' });
  await asleep.clock.fastForward('01:00:00');
  await text(asleep, '9 never mind').waitFor();
  await text(asleep, '8 are you there').waitFor();
  assert.ok(await asleep.evaluate(() => window.wasNeverReloaded));
});

step('a feed that is cut while many things happen misses nothing', async () => {
  let cut = () => undefined;
  const page = await evening.browser.newPerson({ viewport: phone });
  evening.pages.set('ana in a train', page);
  page.expectTrouble(/WebSocket/);
  await page.routeWebSocket('**/api/live*', (socket) => {
    const server = socket.connectToServer();
    cut = () => {
      server.close();
      socket.close();
    };
  });
  await page.context().addCookies(await ana.context().cookies());
  await evening.look(page, garden.id);
  for (let nth = 10; nth < 20; nth += 1) {
    if (nth % 3 === 0) cut();
    await evening.texts(maya, `${nth} and so on`);
  }
  await text(page, '19 and so on').waitFor();
  await eventually('all are there', async () => {
    const bodies = await texts(page).locator('[dir="auto"]').allInnerTexts();
    return Array.from({ length: 10 }, (_, nth) => `${nth + 10} and so on`).every(
      (body) => bodies.filter((shown) => shown === body).length === 1,
    );
  });
});

step('a feed that died without a word is noticed, and the page catches up by itself', async () => {
  const page = await evening.browser.newPerson({ viewport: phone });
  evening.pages.set('ana behind a wall', page);
  await page.clock.install();
  const feeds = [];
  await page.routeWebSocket('**/api/live*', (socket) => {
    const server = socket.connectToServer();
    const feed = { isDead: false };
    feeds.push(feed);
    socket.onMessage((message) => feed.isDead || server.send(message));
    server.onMessage((message) => feed.isDead || socket.send(message));
  });
  await page.context().addCookies(await ana.context().cookies());
  await evening.look(page, garden.id);
  await evening.texts(maya, '20 before the wall');
  await text(page, '20 before the wall').waitFor();
  await page.evaluate(() => (window.wasNeverReloaded = true));
  for (const feed of feeds) feed.isDead = true;
  const before = feeds.length;
  await evening.texts(maya, '21 behind the wall', '22 can you hear me');
  await eventually('the page connects anew', async () => {
    await page.clock.runFor(10_000);
    return feeds.length > before;
  });
  await text(page, '22 can you hear me').waitFor();
  await text(page, '21 behind the wall').waitFor();
  assert.ok(await page.evaluate(() => window.wasNeverReloaded));
});

step('what was sent after she was signed out goes once, when she has signed in again', async () => {
  await evening.look(ana, garden.id);
  ana.expectTrouble(/^answer: .* 401$|WebSocket/);
  await ana.context().clearCookies();
  await send('30 are you still there?');
  await ana.getByRole('textbox', { name: 'Username' }).fill('ana');
  await ana.getByLabel('Password').fill(demoPassword);
  await button(ana, 'Sign in').click();
  await text(ana, '30 are you still there?', { status: 'delivered' }).waitFor();
  await eventually('the box is empty', async () => (await replyBox(ana).inputValue()) === '');
  assert.equal((await evening.heard(maya)).filter((body) => body.startsWith('30')).length, 1);
});

step('what she sends after she signed in anew in another window leaves by itself', async () => {
  ana.expectTrouble(/^answer: .* 403$/);
  const answer = await ana.context().request.post(`${evening.base}/api/session`, {
    data: { username: 'ana', password: demoPassword },
  });
  assert.equal(answer.status(), 200);
  await send('31 I am here');
  await text(ana, '31 I am here', { status: 'delivered' }).waitFor();
  assert.equal((await evening.heard(maya)).filter((body) => body.startsWith('31')).length, 1);
});
