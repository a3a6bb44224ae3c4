// The vendor's client, pointed at our simulator: it can't tell it from the real one.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import twilio from "twilio";
import RequestClient from "twilio/lib/base/RequestClient.js";

import {
  account_sid,
  auth_token,
  line_number,
  phone_number,
  program,
  start,
} from "./programs.js";

class RedirectedClient extends RequestClient {
  constructor(url) {
    super();
    this.url = url;
  }
  request(options) {
    const uri = options.uri.replace("https://api.twilio.com", this.url);
    return super.request({ ...options, uri });
  }
}

let simulator;
let url;

before(async () => {
  simulator = await start(
    program("warmline"),
    [
      "simulator",
      "--listen=127.0.0.1:0",
      `--account-sid=${account_sid}`,
      "--auth-token-env=TWILIO_AUTH_TOKEN",
      `--number=${line_number}`,
      // Nobody listens there: the texts are kept all the same.
      "--message-url=http://127.0.0.1:9/webhooks/main/message#rc=0",
      "--receipt-after-ms=0",
    ],
    /simulator listening on (http:\S+)/,
    { TWILIO_AUTH_TOKEN: auth_token },
  );
  url = simulator.match[1];
});
after(() => simulator?.stop());

function client(token = auth_token, sid = account_sid) {
  return twilio(sid, token, { httpClient: new RedirectedClient(url) });
}

const hello = { to: phone_number, from: line_number, body: "hello" };

async function text_from(from, body, media = []) {
  const response = await fetch(`${url}/simulator/texts`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ from, to: line_number, body, media }),
  });
  assert.equal(response.status, 201);
  return (await response.json()).sid;
}

test("the client creates a message and reads every field of it", async () => {
  const message = await client().messages.create({ ...hello, body: "hi 👍🏽" });
  assert.match(message.sid, /^SM[0-9a-f]{32}$/);
  assert.equal(message.body, "hi 👍🏽");
  assert.equal(message.to, phone_number);
  assert.equal(message.from, line_number);
  assert.equal(message.direction, "outbound-api");
  assert.equal(message.status, "queued");
  assert.equal(message.numSegments, "1");
  assert.equal(message.numMedia, "0");
  assert.equal(message.errorCode, null);
  assert.equal(message.accountSid, account_sid);
  assert.ok(message.dateCreated instanceof Date && !Number.isNaN(message.dateCreated.valueOf()));
});

test("the client fetches what it created", async () => {
  const created = await client().messages.create(hello);
  const fetched = await client().messages(created.sid).fetch();
  assert.equal(fetched.sid, created.sid);
  assert.equal(fetched.body, "hello");
  assert.ok(["queued", "sent", "delivered"].includes(fetched.status));
});

test("the client lists texts of both directions, newest first, page by page", async () => {
  const phone = "+15035550150";
  const first = await text_from(phone, "one");
  const second = await client().messages.create({ ...hello, to: phone, body: "two" });
  const third = await text_from(phone, "three");

  const from_phone = await client().messages.list({ from: phone });
  assert.deepEqual(
    from_phone.map(({ sid }) => sid),
    [third, first],
  );
  assert.ok(from_phone.every(({ direction }) => direction === "inbound"));
  assert.ok(from_phone.every(({ status }) => status === "received"));
  const to_phone = await client().messages.list({ to: phone });
  assert.deepEqual(
    to_phone.map(({ sid }) => sid),
    [second.sid],
  );

  const all = await client().messages.list({ limit: 1000 });
  const by_pages = await client().messages.list({ pageSize: 2, limit: 1000 });
  assert.ok(all.length >= 3);
  assert.deepEqual(
    by_pages.map(({ sid }) => sid),
    all.map(({ sid }) => sid),
  );
  const page = await client().messages.page({ pageSize: 2 });
  assert.equal(page.instances.length, 2);
  const next = await page.nextPage();
  assert.notEqual(next.instances[0].sid, page.instances[0].sid);
});

test("the client lists by date", async () => {
  const sid = await text_from("+15035550151", "today");
  const hour = 3_600_000;
  const sids = async (range) =>
    (await client().messages.list({ from: "+15035550151", ...range })).map((text) => text.sid);
  assert.deepEqual(await sids({ dateSentAfter: new Date(Date.now() - hour) }), [sid]);
  assert.deepEqual(await sids({ dateSentAfter: new Date(Date.now() + hour) }), []);
  assert.deepEqual(await sids({ dateSentBefore: new Date(Date.now() + hour) }), [sid]);
  assert.deepEqual(await sids({ dateSentBefore: new Date(Date.now() - hour) }), []);
});

test("the client lists the pictures of a text and finds each", async () => {
  const pictures = ["https://media.example/1", "https://media.example/2"];
  const sid = await text_from("+15035550153", "look", pictures);
  const media = await client().messages(sid).media.list();
  assert.deepEqual(media.map(({ contentType }) => contentType), ["image/jpeg", "image/jpeg"]);
  assert.match(media[0].sid, /^ME[0-9a-f]{32}$/);
  assert.equal(media[0].parentSid, sid);
  const path = media[1].uri.replace(/\.json$/, "");
  const stranger = await fetch(url + path, { redirect: "manual" });
  assert.equal(stranger.status, 401);
  const headers = { Authorization: `Basic ${btoa(`${account_sid}:${auth_token}`)}` };
  const found = await fetch(url + path, { headers, redirect: "manual" });
  assert.equal(found.status, 307);
  assert.equal(found.headers.get("location"), pictures[1]);
});

test("the client meets Twilio's own errors", async () => {
  const refused = [
    [{ ...hello, to: "nobody" }, 400, 21211],
    [{ ...hello, from: "nobody!" }, 400, 21212],
    [{ to: hello.to, from: hello.from }, 400, 21602],
    [{ to: hello.to, body: "hi" }, 400, 21603],
    [{ ...hello, from: "+15035550177" }, 400, 21606],
    [{ ...hello, to: "+15005550009" }, 400, 21614],
    [{ ...hello, body: "a".repeat(1601) }, 400, 21617],
    [{ ...hello, statusCallback: "not a url" }, 400, 21609],
  ];
  for (const [message, status, code] of refused) {
    await assert.rejects(client().messages.create(message), (error) => {
      assert.equal(error.status, status);
      assert.equal(error.code, code);
      assert.equal(error.moreInfo, `https://www.twilio.com/docs/errors/${code}`);
      assert.ok(error.message.length > 0);
      return true;
    });
  }
});

test("a wrong token is 20003, what is not there 20404", async () => {
  await assert.rejects(client("wrong").messages.create(hello), { status: 401, code: 20003 });
  await assert.rejects(client("wrong").messages.list(), { status: 401, code: 20003 });
  await assert.rejects(client().messages("SM" + "0".repeat(32)).fetch(), {
    status: 404,
    code: 20404,
  });
});

test("after STOP the client meets 21610, after START it sends again", async () => {
  const phone = "+15035550152";
  await text_from(phone, "STOP");
  await assert.rejects(client().messages.create({ ...hello, to: phone }), {
    status: 400,
    code: 21610,
  });
  await text_from(phone, "START");
  await client().messages.create({ ...hello, to: phone });
});

test("a busy carrier is 429 as the client knows it", async () => {
  await fetch(`${url}/simulator/faults`, {
    method: "PUT",
    body: JSON.stringify({ faults: [{ fault: "busy", times: 1, retry_after: 1 }] }),
  });
  await assert.rejects(client().messages.create(hello), { status: 429, code: 20429 });
  await client().messages.create(hello);
});
