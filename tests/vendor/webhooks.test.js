// The vendor's client signs webhooks; a running service takes them, and nothing else.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";

import twilio from "twilio";

import { account_sid, auth_token, line_number, program, run, start } from "./programs.js";

// Behind a proxy, on an odd port: what is signed is this, not where the service listens.
const public_url = "https://line.example.org:8443";
const target = "/webhooks/main/message";
const env = { TWILIO_AUTH_TOKEN: auth_token };

let folder;
let service;
let url;
let token;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "warmline-vendor-"));
  const config = path.join(folder, "warmline.toml");
  await writeFile(
    config,
    `[server]
listen = "127.0.0.1:0"
public_url = "${public_url}"
[store]
path = "warmline.db"
[security]
master_key = { file = "master.key" }
[[carriers]]
name = "main"
kind = "twilio"
account_sid = "${account_sid}"
auth_token = { env = "TWILIO_AUTH_TOKEN" }
api_url = "http://127.0.0.1:9"
[[lines]]
name = "Community line"
number = "${line_number}"
carrier = "main"
time_zone = "America/Los_Angeles"
languages = ["en"]
`,
  );
  const warmline = program("warmline");
  const staff = ["--config", config];
  await run(
    warmline,
    ["staff", "add", "cora", "--name", "Cora", "--role", "coordinator", ...staff],
    { env, input: "a-long-enough-password\n" },
  );
  token = (await run(warmline, ["staff", "token", "cora", ...staff], { env })).trim();
  service = await start(warmline, ["serve", ...staff], /listening on (127\.0\.0\.1:\d+)/, env);
  url = `http://${service.match[1]}`;
});
after(async () => {
  await service?.stop();
  if (folder) await rm(folder, { recursive: true });
});

let made = 0;
function sid(prefix = "SM") {
  made += 1;
  return prefix + made.toString(16).padStart(32, "0");
}

// The last digits of the phone that sends: each test has its own.
function text(phone, changes = {}) {
  const id = changes.MessageSid ?? sid();
  return {
    ToCountry: "US",
    SmsMessageSid: id,
    NumMedia: "0",
    SmsSid: id,
    SmsStatus: "received",
    FromCity: "",
    Body: "hi",
    To: line_number,
    NumSegments: "1",
    MessageSid: id,
    AccountSid: account_sid,
    From: `+15035550${phone}`,
    ApiVersion: "2010-04-01",
    ...changes,
  };
}

function form(parameters) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) body.append(name, one);
  }
  return body.toString();
}

function signature(parameters, signed_url = public_url + target, signing_token = auth_token) {
  return twilio.getExpectedTwilioSignature(signing_token, signed_url, parameters);
}

async function post(body, headers, to = target) {
  const response = await fetch(url + to, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", ...headers },
    body,
  });
  return { status: response.status, type: response.headers.get("Content-Type"),
           body: await response.text() };
}

async function post_text(parameters, signed = signature(parameters)) {
  return post(form(parameters), { "X-Twilio-Signature": signed });
}

async function read(address) {
  const response = await fetch(`${url}/api${address}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  assert.equal(response.status, 200, address);
  return response.json();
}

// Every inbound text that the service keeps, over all conversations.
async function kept() {
  const texts = [];
  for (const view of ["waiting", "offered", "open", "closed"]) {
    for (const { id } of (await read(`/conversations?view=${view}&limit=100`)).items) {
      const thread = await read(`/conversations/${encodeURIComponent(id)}/texts?limit=100`);
      texts.push(...thread.items.filter(({ direction }) => direction === "in"));
    }
  }
  return texts;
}

async function assert_kept(body, media = 0) {
  const found = (await kept()).filter((one) => one.body === body);
  assert.equal(found.length, 1, `kept once: ${JSON.stringify(body)}`);
  assert.equal(found[0].media?.length ?? 0, media);
}

for (const [what, phone, body] of [
  ["an SMS", "101", "It's working!!!"],
  ["an emoji", "102", "Café 👍🏽 100% + & = ; “quoted”"],
  ["CRLF and other white space", "103", " one\r\ntwo\tthree "],
]) {
  test(`${what}, signed by the vendor's client, is taken and kept`, async () => {
    const answer = await post_text(text(phone, { Body: body }));
    assert.equal(answer.status, 200);
    assert.match(answer.type, /^text\/xml/);
    assert.match(answer.body, /<Response\s*\/>/);
    await assert_kept(body);
  });
}

test("an MMS with an empty body is taken, its pictures kept as references", async () => {
  const parameters = text("104", {
    MessageSid: sid("MM"),
    Body: "",
    NumMedia: "2",
    MediaUrl0: "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1",
    MediaContentType0: "image/jpeg",
    MediaUrl1: "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME2",
    MediaContentType1: "text/vcard",
  });
  assert.equal((await post_text(parameters)).status, 200);
  await assert_kept("", 2);
});

test("parameters that come twice are taken as the vendor's client signs them", async () => {
  const parameters = text("105", { Body: "repeated", Extra: ["b", "a", "b"] });
  assert.equal((await post_text(parameters)).status, 200);
  await assert_kept("repeated");
});

test("parameters that nobody has heard of are no reason to refuse", async () => {
  const parameters = text("106", { Body: "new", "Brand.New": "ünï", Empty: "" });
  assert.equal((await post_text(parameters)).status, 200);
  await assert_kept("new");
});

test("the odd port may be left out of what was signed", async () => {
  const parameters = text("107", { Body: "no port" });
  const signed = signature(parameters, `https://line.example.org${target}`);
  assert.equal((await post_text(parameters, signed)).status, 200);
  await assert_kept("no port");
});

test("JSON with bodySHA256 is taken", async () => {
  const body = JSON.stringify(text("108", { Body: "as JSON" }));
  const hash = twilio.getExpectedBodyHash(body);
  const to = `${target}?bodySHA256=${hash}`;
  const headers = {
    "Content-Type": "application/json",
    "X-Twilio-Signature": signature({}, public_url + to),
  };
  assert.equal((await post(body, headers, to)).status, 200);
  await assert_kept("as JSON");
  assert.equal((await post(body.replace("as JSON", "changed"), headers, to)).status, 403);
  assert.equal((await post(body, headers, target)).status, 403);
});

test("the same text twice is kept once", async () => {
  const parameters = text("109", { Body: "twice" });
  assert.equal((await post_text(parameters)).status, 200);
  assert.equal((await post_text(parameters)).status, 200);
  await assert_kept("twice");
});

test("a wrong token, a changed byte and a missing header are 403, and nothing is kept", async () => {
  const parameters = text("110", { Body: "forged" });
  const wrong = signature(parameters, public_url + target, "fedcba9876543210fedcba9876543210");
  assert.equal((await post_text(parameters, wrong)).status, 403);
  const good = signature(parameters);
  const changed = form({ ...parameters, Body: "forgeD" });
  assert.equal((await post(changed, { "X-Twilio-Signature": good })).status, 403);
  assert.equal((await post(form(parameters), {})).status, 403);
  assert.equal((await post(form(parameters), { "X-Twilio-Signature": "" })).status, 403);
  const elsewhere = signature(parameters, "https://line.example.com:8443" + target);
  assert.equal((await post_text(parameters, elsewhere)).status, 403);
  assert.equal((await kept()).filter(({ body }) => /^forge/i.test(body)).length, 0);
});

test("a signed receipt is taken, an unsigned one is not", async () => {
  const id = sid();
  const receipt = {
    SmsSid: id,
    SmsStatus: "delivered",
    MessageStatus: "delivered",
    To: "+15035550101",
    MessageSid: id,
    AccountSid: account_sid,
    From: line_number,
    ApiVersion: "2010-04-01",
  };
  const status = "/webhooks/main/status";
  const signed = { "X-Twilio-Signature": signature(receipt, public_url + status) };
  assert.equal((await post(form(receipt), signed, status)).status, 200);
  assert.equal((await post(form(receipt), {}, status)).status, 403);
});
