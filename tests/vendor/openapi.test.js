// What we send passes the vendor's own API description, held against it by a mock server that
// answers 422 to anything that does not.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";

import {
  account_sid,
  auth_token,
  line_number,
  phone_number,
  program,
  run,
  start,
  vectors,
} from "./programs.js";

const require = createRequire(import.meta.url);
let prism;
let url;

before(async () => {
  prism = await start(
    process.execPath,
    [
      require.resolve("@stoplight/prism-cli/dist/index.js"),
      "mock",
      "--host=127.0.0.1",
      "--port=0",
      "--errors",
      path.join(vectors, "twilio_api_v2010.json"),
    ],
    /listening on (http:\/\/127\.0\.0\.1:\d+)/,
  );
  url = prism.match[1];
});
after(() => prism?.stop());

async function send(body, { to = phone_number, sid = account_sid } = {}) {
  const printed = await run(
    program("tests/vendor/send_text"),
    [url, sid, line_number, to, body],
    { env: { TWILIO_AUTH_TOKEN: auth_token } },
  );
  return JSON.parse(printed);
}

test("the mock server does refuse what the description does not allow", async () => {
  const response = await fetch(`${url}/2010-04-01/Accounts/${account_sid}/Messages.json`, {
    method: "POST",
    headers: { Authorization: "Basic QUM6dG9rZW4=" },
    body: new URLSearchParams({ Body: "nobody to send it to" }),
  });
  assert.equal(response.status, 422);
  // An account that is not one: our carrier hears of it, too.
  assert.equal((await send("hi", { sid: "AC1" })).taken, false);
});

for (const [what, body] of [
  ["plain words", "Hi there"],
  ["an emoji and signs that forms escape", "Café 👍🏽 100% + & = ; “quoted”"],
  ["two lines", "one\r\ntwo"],
  ["the longest text there is", "a".repeat(1600)],
]) {
  test(`a text of ${what} passes the vendor's API description`, async () => {
    const outcome = await send(body);
    assert.equal(outcome.taken, true);
    assert.match(outcome.carrier_id, /^(SM|MM)/);
  });
}

test("a text to a short code passes, too", async () => {
  assert.equal((await send("hi", { to: "13013" })).taken, true);
});
