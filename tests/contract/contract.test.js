// Every answer of the running service, in every call, is one that openapi.yaml describes. That the
// paths are those of the route table is tested in tests/api/openapi_test.cpp.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { start_line } from "./line.js";

let line, ana, ben, cora, ada, nobody;

before(async () => {
  line = await start_line();
  [ana, ben, cora, ada, nobody] = [1, 2, 3, 4, 5].map(() => line.caller());
});
after(() => line?.stop());

// The path of the conversation texted in last, of those in these lists.
async function newest(caller, ...views) {
  const all = [];
  for (const view of views) {
    all.push(...(await caller.get(`/api/conversations?view=${view}`)).value.items);
  }
  const { id } = all.sort((a, b) => a.last_text.at.localeCompare(b.last_text.at)).at(-1);
  return `/api/conversations/${id}`;
}

test("signing in", async () => {
  assert.equal((await nobody.sign_in("ana", "wrong")).code, "wrong_password");
  assert.equal((await nobody.post("/api/session", {})).code, "malformed");
  for (let i = 0; i < 5; ++i) await nobody.sign_in("nobody", "wrong");
  assert.equal((await nobody.sign_in("nobody", "wrong")).code, "too_many_tries");
  const staff = [[ana, "ana"], [ben, "ben"], [cora, "cora"], [ada, "ada"]];
  for (const [caller, username] of staff) {
    assert.equal((await caller.sign_in(username)).status, 200);
    assert.equal((await caller.get("/api/me")).value.staff.username, username);
  }
});

test("who is not signed in is told so, by every call", async () => {
  for (const { method, path, operation } of line.description.operations()) {
    if (operation.security?.length === 0 || path === "/api/live") continue;
    const answer = await nobody.call(method.toUpperCase(), path.replace("{id}", "1"));
    assert.equal(answer.code, "not_signed_in");
  }
});

test("a change without its CSRF token is refused, by every call", async () => {
  const forgetful = line.caller();
  forgetful.headers = { Cookie: ada.headers.Cookie };
  for (const { method, path, operation } of line.description.operations()) {
    if (operation.security?.length === 0 || method === "get") continue;
    const answer = await forgetful.call(method.toUpperCase(), path.replace("{id}", "1"));
    assert.equal(answer.code, "bad_csrf");
  }
});

test("lines, people and presence", async () => {
  const lines = await ana.get("/api/lines");
  assert.equal(lines.value.items.length, 1);
  const peers = await ana.get(`/api/peers?line=${lines.value.items[0].id}`);
  assert.deepEqual(peers.value.items.map((peer) => peer.name), ["Ada", "Ana", "Ben", "Cora"]);
  assert.equal((await ana.get("/api/peers?line=nowhere")).code, "not_found");
  assert.equal((await ana.put("/api/me/presence", { presence: "break" })).status, 200);
  assert.equal((await ana.put("/api/me/presence", { presence: "away" })).code, "malformed");
});

test("a phone of one's own, and a page to it", async () => {
  assert.equal((await cora.get("/api/me/phone")).value.number, null);
  assert.equal((await cora.put("/api/me/phone", { number: "5035550161" })).code, "malformed");
  assert.equal((await cora.post("/api/me/phone/confirm", { code: "1" })).code, "wrong_code");
  const phone = line.phone("+15035550161");
  const given = await cora.put("/api/me/phone", { number: phone.number });
  assert.equal(given.value.unconfirmed, "+1•••••0161");
  const [code] = (await phone.heard((words) => /\d{6}/.test(words))).match(/\d{6}/);
  const confirmed = await cora.post("/api/me/phone/confirm", { code });
  assert.equal(confirmed.value.number, "+1•••••0161");
  const taken = await ben.put("/api/me/phone", { number: phone.number });
  assert.equal(taken.status, 200);
  const other = await phone.heard((words) => /\d{6}/.test(words) && !words.includes(code));
  const [second] = other.match(/\d{6}/);
  assert.equal((await ben.post("/api/me/phone/confirm", { code: second })).code, "phone_taken");

  const [{ id }] = (await cora.get("/api/lines")).value.items;
  assert.equal((await ana.get(`/api/lines/${id}/on-call`)).code, "forbidden");
  assert.equal((await cora.put(`/api/lines/${id}/on-call`, { staff: [ana.id] })).code, "not_found");
  assert.equal((await cora.put(`/api/lines/${id}/on-call`, {})).code, "malformed");
  const on_call = await cora.put(`/api/lines/${id}/on-call`, { staff: [cora.id] });
  assert.equal(on_call.value.items[0].has_phone, true);
  assert.equal((await cora.get(`/api/lines/${id}/on-call`)).value.items.length, 1);

  const { seq } = (await cora.get("/api/me")).value;
  const live = await cora.live(seq);
  await line.phone("+15035550144").text("hi");
  const is_texted = (event) => event.kind === "page.sent" && event.data.to === cora.id;
  await live.until(is_texted);
  const { page } = live.events.find(is_texted).data;
  assert.equal((await cora.post("/api/pages/1/acknowledge")).code, "not_found");
  assert.equal((await ana.post(`/api/pages/${page}/acknowledge`)).code, "forbidden");
  const acknowledged = await cora.post(`/api/pages/${page}/acknowledge`);
  assert.equal(acknowledged.value.acknowledged_by_name, "Cora");
  live.close();
  for (const event of live.events) {
    line.description.matches("/components/schemas/LiveEvent", event, `live ${event.kind}`);
  }
  assert.equal((await cora.delete("/api/me/phone")).status, 204);
  assert.equal((await cora.post(`${await newest(cora, "waiting")}/close`)).status, 200);
});

test("a conversation from its first text to its close", async () => {
  const { seq } = (await cora.get("/api/me")).value;
  const live = await cora.live(seq);
  await line.phone("+15035550142").text("hi, is anyone there?");
  const path = await newest(ana, "waiting");
  assert.equal((await ana.get(path)).value.unread, 1);
  assert.equal((await ana.get("/api/queue?limit=1")).value.items.length, 1);
  assert.equal((await ana.get("/api/queue?limit=0")).code, "malformed");
  assert.equal((await ana.get("/api/conversations?view=nothing")).code, "malformed");
  assert.equal((await ana.get("/api/conversations/1")).code, "not_found");
  assert.equal((await ana.post(`${path}/accept`)).code, "offer_expired");
  assert.equal((await ana.post(`${path}/pass`)).code, "offer_expired");
  assert.equal((await ana.post(`${path}/claim`)).code, "not_on");
  assert.equal((await ana.post(`${path}/read`)).status, 204);

  await ana.put("/api/me/presence", { presence: "on" });
  assert.equal((await ana.get("/api/conversations?view=offered")).value.items.length, 1);
  assert.equal((await ana.post(`${path}/accept`)).value.state, "open");
  assert.equal((await ben.get(path)).code, "forbidden");
  assert.equal((await ben.get(`${path}/texts`)).code, "forbidden");
  assert.equal((await ben.post(`${path}/read`)).code, "forbidden");
  assert.equal((await ben.post(`${path}/claim`)).code, "already_claimed");

  const reply = { body: "hello, I'm here", client_id: "1" };
  assert.equal((await ana.post(`${path}/texts`, reply)).status, 201);
  assert.equal((await ana.post(`${path}/texts`, reply)).status, 200);
  assert.equal((await ana.post(`${path}/texts`, { ...reply, body: " " })).code, "empty_body");
  assert.equal((await ana.post(`${path}/texts`, { body: "no id" })).code, "malformed");
  assert.equal((await ben.post(`${path}/texts`, reply)).code, "not_owner");
  assert.equal((await ana.post(`${path}/notes`, { body: "likes the garden" })).status, 201);
  assert.equal((await ana.post(`${path}/notes`, { body: "x".repeat(1601) })).code, "too_long");
  assert.equal((await ben.post(`${path}/notes`, { body: "hi" })).code, "not_owner");

  assert.equal((await ana.get("/api/search?q=gardens")).value.items.length, 1);
  assert.equal((await ana.post("/api/search", { q: "gardens" })).value.items.length, 1);
  assert.equal((await ana.get("/api/search?q=*")).code, "nothing_to_search");
  assert.equal((await ana.get("/api/search?q=a&limit=0")).code, "malformed");
  assert.equal((await ana.get(`/api/search?q=${"x".repeat(1001)}`)).code, "too_long");

  assert.equal((await ana.post(`${path}/handoff`, { to: ben.id })).code, "peer_off");
  assert.equal((await ben.post(`${path}/handoff`)).code, "not_owner");
  assert.equal((await ana.post(`${path}/assign`, { to: ben.id })).code, "forbidden");
  assert.equal((await cora.post(`${path}/assign`, { to: ben.id })).code, "peer_off");
  assert.equal((await cora.post(`${path}/assign`, {})).code, "malformed");
  const moved = { to: ben.id, note: "knows the garden", insist: true };
  assert.equal((await cora.post(`${path}/assign`, moved)).value.owner_name, "Ben");
  assert.equal((await ben.post(`${path}/handoff`, { to: ana.id })).value.owner_name, "Ana");

  assert.equal((await ana.post(`${path}/rest`, { until: "soon" })).code, "malformed");
  assert.equal((await ben.post(`${path}/rest`, { until: "2099-01-01T00:00:00Z" })).code, "not_owner");
  const rested = await ana.post(`${path}/rest`, { until: "2099-01-01T00:00:00Z" });
  assert.equal(rested.value.state, "resting");
  assert.equal((await ana.get("/api/conversations?view=mine")).value.items.length, 1);

  assert.equal((await ana.post(`${path}/reopen`)).code, "conversation_live");
  assert.equal((await ben.post(`${path}/close`)).code, "not_owner");
  assert.equal((await ana.post(`${path}/close`)).value.state, "closed");
  assert.equal((await ana.post(`${path}/notes`, { body: "late" })).code, "conversation_closed");
  assert.equal((await ana.get("/api/conversations?view=closed")).value.items.length, 1);
  assert.equal((await ana.post(`${path}/reopen`)).value.owner_name, "Ana");
  assert.equal((await ana.post(`${path}/handoff`)).value.state, "waiting");

  const first = (await cora.get(`${path}/texts?limit=3`)).value;
  assert.ok(first.next);
  const whole = (await cora.get(`${path}/texts`)).value.items;
  assert.deepEqual([...new Set(whole.map((item) => item.kind))].sort(), ["event", "note", "text"]);
  assert.equal((await cora.get(`${path}/texts?before=garbage`)).code, "malformed");
  const { id } = whole.find((item) => item.kind === "text");
  const around = (await cora.get(`${path}/texts?limit=2&around=${id}`)).value;
  assert.notEqual(around.newer, undefined);
  assert.equal((await cora.get(`${path}/texts?around=1`)).code, "not_found");
  assert.equal((await cora.get(`${path}/texts?after=garbage`)).code, "malformed");

  await live.until((event) => event.kind === "conversation.handed_off" && !event.data.to);
  live.close();
  for (const event of live.events) {
    line.description.matches("/components/schemas/LiveEvent", event, `live ${event.kind}`);
  }
});

test("an offer that is passed, and one that opts out", async () => {
  await line.phone("+15035550143").text("hello?");
  const path = await newest(ana, "offered");
  assert.equal((await ana.post(`${path}/pass`)).value.state, "waiting");
  assert.equal((await ana.post(`${path}/claim`)).value.state, "open");
  await line.phone("+15035550143").text("STOP");
  const reply = { body: "hello", client_id: "2" };
  assert.equal((await ana.post(`${path}/texts`, reply)).code, "opted_out");
});

test("the rota, from a plan to a swap", async () => {
  const hour = 3_600_000;
  const day = (later) => new Date(Date.now() + later * 24 * hour).toISOString().slice(0, 10);
  const time = (hours) => new Date(Date.now() + hours * hour).toISOString();
  const span = `from=${time(0)}&to=${time(240)}`;
  const [{ id: at }] = (await ana.get("/api/lines")).value.items;
  const { seq } = (await cora.get("/api/me")).value;
  const live = await cora.live(seq);

  const hours = { begins: "20:00", ends: "04:00", repeats: "FREQ=DAILY" };
  const wanted = { line: at, first_day: day(2), ...hours };
  assert.equal((await ana.post("/api/rota/rules", wanted)).code, "forbidden");
  assert.equal((await cora.post("/api/rota/rules", {})).code, "malformed");
  const nowhere = await cora.post("/api/rota/rules", { ...wanted, line: "nowhere" });
  assert.equal(nowhere.code, "not_found");
  const unsound = await cora.post("/api/rota/rules", { ...wanted, repeats: "FREQ=DAILY;COUNT=2" });
  assert.match(unsound.value.fault, /last_day/);
  const rule = (await cora.post("/api/rota/rules", wanted)).value;
  assert.equal((await ana.get(`/api/rota/rules?line=${at}`)).value.items.length, 1);
  const rule_path = `/api/rota/rules/${rule.id}`;
  const changed = await cora.patch(rule_path, { ends: "02:00", last_day: day(6) });
  assert.equal(changed.value.ends, "02:00");
  assert.equal((await cora.patch(rule_path, { ends: "late" })).code, "bad_shift");

  assert.equal((await ana.get("/api/rota")).code, "malformed");
  assert.equal((await ana.get(`/api/rota?${span}&line=nowhere`)).code, "not_found");
  const shifts = (await ana.get(`/api/rota?${span}`)).value.items;
  assert.ok(shifts.length >= 4);
  const [first, second, third] = shifts.map((shift) => `/api/rota/shifts/${shift.id}`);
  assert.ok((await ana.get(`/api/rota/uncovered?${span}`)).value.items.length > 0);
  assert.equal((await ana.get("/api/rota/uncovered")).code, "malformed");

  assert.equal((await ana.post(`${first}/take`)).value.staff_name, "Ana");
  assert.equal((await ben.post(`${first}/take`)).value.owner_name, "Ana");
  assert.equal((await ben.post(`${second}/take`)).value.staff_name, "Ben");
  assert.equal((await ana.post(`${first}/swap`, {})).code, "malformed");
  assert.equal((await ben.post(`${first}/swap`, { to: ana.id })).code, "forbidden");
  const asked = { to: ben.id, in_return: shifts[1].id };
  const swap = `/api/rota/swaps/${(await ana.post(`${first}/swap`, asked)).value.id}`;
  assert.equal((await ana.post(`${first}/swap`, { ...asked, in_return: "no" })).code, "bad_shift");
  assert.equal((await ben.get("/api/rota/swaps")).value.items.length, 1);
  assert.equal((await ana.post(`${swap}/accept`)).code, "forbidden");
  assert.equal((await ben.post(`${swap}/accept`)).value.state, "accepted");
  assert.equal((await cora.post(`${swap}/approve`)).value.state, "approved");
  assert.equal((await ben.post(`${swap}/decline`)).code, "swap_over");
  assert.equal((await ben.post("/api/rota/swaps/1/decline")).code, "not_found");
  const again = (await ben.post(`${first}/swap`, { to: ana.id })).value;
  assert.equal((await ana.post(`/api/rota/swaps/${again.id}/decline`)).value.state, "declined");

  const given = await cora.patch(third, { begins: "21:00", staff: ana.id });
  assert.equal(given.value.staff_name, "Ana");
  assert.equal((await cora.patch(third, { begins: "late" })).code, "bad_shift");
  assert.equal((await cora.delete(third)).status, 204);
  assert.equal((await cora.post(`${third}/take`)).code, "not_found");
  assert.equal((await cora.post(`${third}/restore`)).value.changed, false);
  assert.equal((await cora.delete(rule_path)).status, 204);
  assert.equal((await cora.delete(rule_path)).code, "not_found");

  assert.match((await ana.post("/api/me/rota-feed")).value.url, /\/rota\/.+\.ics$/);
  assert.match((await cora.post(`/api/lines/${at}/rota-feed`)).value.url, /\.ics$/);
  await live.until((event) => event.kind === "rota.feed_made" && event.line === at);
  live.close();
  for (const event of live.events) {
    line.description.matches("/components/schemas/LiveEvent", event, `live ${event.kind}`);
  }
});

test("flags, a wish to hear nothing more, and a block", async () => {
  await line.phone("+15035550144").text("I want to die. please stop texting me");
  const path = await newest(ana, "offered");
  const accepted = (await ana.post(`${path}/accept`)).value;
  assert.deepEqual(accepted.flags.map((flag) => flag.kind), ["worrying_words", "opt_out_wish"]);
  assert.equal((await ana.post(`${path}/flag`)).code, "malformed");
  assert.equal((await ana.post(`${path}/flag`, { note: " " })).code, "empty_body");
  assert.equal((await ben.post(`${path}/flag`, { note: "me too" })).code, "not_owner");
  assert.equal((await ana.post(`${path}/flag`, { note: "has a knife" })).value.flags.length, 3);
  assert.equal((await ana.post(`${path}/unflag`)).code, "malformed");
  assert.equal((await ben.post(`${path}/unflag`, { note: "no" })).code, "not_owner");
  const one = { note: "a song", flag: accepted.flags[0].id };
  assert.equal((await ana.post(`${path}/unflag`, one)).value.flags.length, 2);
  assert.equal((await ana.post(`${path}/unflag`, one)).code, "not_found");

  assert.equal((await ben.post(`${path}/opt-out`)).code, "not_owner");
  assert.equal((await ana.post(`${path}/opt-out`)).value.opted_out, true);

  const block = { reason: "threats", until: new Date(Date.now() + 3_600_000).toISOString() };
  assert.equal((await ana.post(`${path}/block`, block)).code, "forbidden");
  assert.equal((await cora.post(`${path}/block`, { reason: "threats" })).code, "malformed");
  assert.equal((await cora.post(`${path}/block`, { ...block, reason: " " })).code, "empty_body");
  assert.equal((await cora.post(`${path}/block`, block)).value.block.reason, "threats");
  assert.equal((await ana.post(`${path}/reopen`)).code, "forbidden");
  assert.equal((await ana.post(`${path}/unblock`)).code, "forbidden");
  assert.equal((await cora.post(`${path}/unblock`)).value.block, null);
  assert.equal((await cora.post(`${path}/reopen`)).status, 200);
  assert.equal((await cora.post(`${path}/close`, { asked_back: "yes" })).code, "malformed");
  assert.equal((await cora.post(`${path}/close`, { asked_back: true })).value.state, "closed");
});

test("what a line is set to, and what is brought back", async () => {
  const { id } = (await cora.get("/api/lines")).value.items[0];
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const closed = await cora.put(`/api/lines/${id}/switch`, { state: "closed", until });
  assert.equal(closed.value.standing.state, "closed");
  const open = await cora.put(`/api/lines/${id}/switch`, { state: "open" });
  assert.equal(open.value.standing.state, "open");
  assert.equal((await cora.put(`/api/lines/${id}/timing`, { nudge: 90 })).value.timing.nudge, 90);
  assert.equal((await cora.put(`/api/lines/${id}/timing`, {})).status, 200);
  const day = `/api/lines/${id}/days/2030-12-24`;
  assert.equal((await cora.put(day, { spans: ["10:00-12:00"] })).status, 200);
  assert.equal((await cora.delete(day)).status, 200);
  assert.deepEqual((await ana.get("/api/experiences")).value.items, []);
  const known = { items: [{ name: "grief", labels: { en: "loss" } }] };
  assert.equal((await ada.put("/api/experiences", known)).value.items.length, 1);
  await line.phone("+15035550155").text("hi");
  const path = await newest(ana, "offered");
  await ana.post(`${path}/accept`);
  const wishes = [{ kind: "experience", value: "grief" }];
  assert.equal((await ana.put(`${path}/wishes`, { wishes })).value.wishes.length, 1);
  assert.equal((await cora.post(`${path}/return`)).value.owner, null);
  assert.equal((await cora.post(`/api/staff/${ana.id}/return`)).status, 200);
  assert.equal((await cora.post(`${path}/close`)).status, 200);
});

test("what a line looks for in texts", async () => {
  const { id } = (await cora.get("/api/lines")).value.items[0];
  const path = `/api/lines/${id}/flags`;
  assert.equal((await ana.get(path)).code, "forbidden");
  assert.equal((await cora.get("/api/lines/nowhere/flags")).code, "not_found");
  const [list] = (await cora.get(path)).value.items;
  assert.equal((await ana.put(path, list)).code, "forbidden");
  assert.equal((await cora.put(path, { ...list, worrying: [" "] })).code, "malformed");
  assert.equal((await cora.put(path, { ...list, guidance: "x".repeat(1601) })).code, "too_long");
  const changed = { ...list, worrying: [...list.worrying, "the river is calling"] };
  assert.deepEqual((await cora.put(path, changed)).value.items[0], changed);
});

test("somebody is invited, changed, reset, disabled and enabled again", async () => {
  const wanted = { name: "Eve", role: "peer", languages: ["es"], experiences: ["grief"], lines: [] };
  assert.equal((await cora.post("/api/invitations", wanted)).code, "forbidden");
  assert.equal((await ada.post("/api/invitations", { ...wanted, name: 1 })).code, "malformed");
  const token_of = (answer) => answer.value.url.split("#")[1];
  const token = token_of(await ada.post("/api/invitations", wanted));
  const other = (await ada.post("/api/invitations", { name: "Kim" })).value;
  assert.equal((await ada.get("/api/invitations")).value.items.length, 2);
  assert.equal((await ada.delete(`/api/invitations/${other.id}`)).status, 204);
  assert.equal((await ada.delete(`/api/invitations/${other.id}`)).code, "not_found");

  const eve = line.caller();
  assert.equal((await eve.post("/api/join/look", { token })).value.name, "Eve");
  assert.equal((await eve.post("/api/join/look", { token: "x" })).code, "link_over");
  assert.equal((await eve.post("/api/join", { token })).code, "malformed");
  const chosen = { token, username: "eve", password: "beans in a row" };
  assert.equal((await eve.post("/api/join", { ...chosen, username: "ana" })).code, "username_taken");
  assert.equal((await eve.post("/api/join", { ...chosen, username: "e v" })).code, "bad_username");
  assert.equal((await eve.post("/api/join", { ...chosen, password: "short" })).code, "bad_password");
  const { id } = (await eve.post("/api/join", chosen)).value.staff;
  assert.equal((await eve.post("/api/join", chosen)).code, "link_over");

  assert.equal((await ana.get("/api/staff")).code, "forbidden");
  assert.equal((await cora.get("/api/staff")).value.items.length, 5);
  assert.equal((await cora.patch(`/api/staff/${id}`, { capacity: 2 })).value.capacity, 2);
  assert.equal((await cora.patch(`/api/staff/${id}`, { capacity: 0 })).code, "malformed");
  assert.equal((await cora.patch(`/api/staff/${id}`, { role: "peer" })).code, "forbidden");
  assert.equal((await ada.patch("/api/staff/1", {})).code, "not_found");
  const self = `/api/staff/${ada.id}`;
  assert.equal((await ada.patch(self, { role: "peer" })).code, "last_administrator");
  assert.equal((await ada.post(`${self}/disable`)).code, "last_administrator");

  const reset = token_of(await ada.post(`/api/staff/${id}/reset`));
  assert.ok((await ada.get("/api/staff")).value.items.some((one) => one.reset_until !== null));
  assert.equal((await eve.post("/api/join/look", { token: reset })).value.username, "eve");
  const anew = await eve.post("/api/join", { token: reset, password: "more beans in a row" });
  assert.equal(anew.value.staff.id, id);
  assert.equal((await ada.post(`/api/staff/${id}/disable`)).value.enabled, false);
  assert.equal((await ada.post(`/api/staff/${id}/reset`)).code, "account_disabled");
  assert.equal((await ada.post(`/api/staff/${id}/enable`)).value.enabled, true);
});

test("a number that is revealed, and the record of it", async () => {
  const path = await newest(cora, "closed");
  assert.equal((await ana.post(`${path}/reveal`, { reason: "she asked" })).code, "forbidden");
  assert.equal((await cora.post(`${path}/reveal`)).code, "malformed");
  assert.equal((await cora.post(`${path}/reveal`, { reason: " " })).code, "empty_body");
  const shown = await cora.post(`${path}/reveal`, { reason: "she asked" });
  assert.match(shown.value.number, /^\+15035550\d\d\d$/);
  const [told] = (await cora.get("/api/activity?kind=number.revealed")).value.items;
  assert.equal(told.reason, "she asked");
  assert.equal((await ana.get("/api/activity")).code, "forbidden");
  assert.equal((await cora.get("/api/activity?kind=nothing")).code, "malformed");
  assert.equal((await cora.get("/api/activity?actor=nobody")).code, "not_found");
  // Everything that happened in this test.
  for (let cursor = ""; ; ) {
    const { items, next } = (await ada.get(`/api/activity?limit=100${cursor}`)).value;
    assert.ok(items.length > 0);
    if (next === null) break;
    cursor = `&cursor=${next}`;
  }
});

test("settings, and another password", async () => {
  assert.equal((await ben.put("/api/me/settings", { language: "es", calm: true })).value.calm, true);
  assert.equal((await ben.put("/api/me/settings", { language: "tlh" })).code, "malformed");
  assert.equal((await ben.get("/api/me/settings")).value.language, "es");
  const wanted = { current: "wrong", password: "beans in a row" };
  assert.equal((await ben.put("/api/me/password", wanted)).code, "wrong_password");
  const current = "warmline-demo";
  assert.equal((await ben.put("/api/me/password", { current, password: "x" })).code, "bad_password");
  assert.equal((await ben.put("/api/me/password", { ...wanted, current })).status, 204);
});

test("what a line says, its snippets, and how it went", async () => {
  const { id } = (await cora.get("/api/lines")).value.items[0];
  const wording = `/api/lines/${id}/wording`;
  assert.ok((await cora.get(wording)).value.items.length > 0);
  assert.equal((await ana.get(wording)).code, "forbidden");
  const words = "Hello from {line}.";
  assert.equal((await cora.put(`${wording}/en/welcome`, { words })).value.words, words);
  const unknown = { words: "Hello {name}" };
  assert.equal((await cora.put(`${wording}/en/welcome`, unknown)).code, "unknown_placeholder");
  assert.equal((await cora.delete(`${wording}/en/welcome`)).value.changed_at, null);

  const snippets = `/api/lines/${id}/snippets`;
  const snippet = { language: "en", name: "late", words: "It is late, {codename}." };
  const added = await cora.post(snippets, snippet);
  assert.equal(added.status, 201);
  assert.equal((await cora.post(snippets, snippet)).status, 409);
  assert.equal((await ana.get(snippets)).value.items.at(-1).name, "late");
  const one = `${snippets}/${added.value.id}`;
  assert.equal((await cora.put(one, { ...snippet, name: "later" })).value.name, "later");
  assert.equal((await cora.delete(one)).status, 204);
  assert.equal((await cora.delete(one)).code, "not_found");

  assert.ok((await cora.get(`/api/numbers?line=${id}`)).value.all.begun > 0);
  assert.equal((await ana.get(`/api/numbers?line=${id}`)).code, "forbidden");
  assert.match((await cora.get(`/api/numbers.csv?line=${id}`)).value, /,/);
  assert.ok(Array.isArray((await cora.get(`/api/pages?line=${id}`)).value.items));
});

test("drafts, a note kept once, and texts that fail", async () => {
  const number = "+15035550187";
  await line.fails(number, 30003);
  await line.phone(number).text("is somebody there?");
  const path = await newest(cora, "waiting", "offered");
  assert.equal((await cora.post(`${path}/assign`, { to: cora.id, insist: true })).status, 200);

  const draft = { kind: "text", body: "I was about to", version: null };
  const kept = await cora.put(`${path}/draft`, draft);
  assert.equal(kept.value.body, draft.body);
  assert.equal((await cora.put(`${path}/draft`, { ...draft, body: "say" })).code, "draft_changed");
  assert.equal((await cora.get("/api/drafts")).value.items.length, 1);
  const note = { body: "likes the garden", client_id: "note-1" };
  assert.equal((await cora.post(`${path}/notes`, note)).status, 201);
  assert.equal((await cora.post(`${path}/notes`, note)).status, 200);

  const { id: line_id } = (await cora.get("/api/lines")).value.items[0];
  const failed = async (client_id) => {
    const sent = await cora.post(`${path}/texts`, { body: `here ${client_id}`, client_id });
    for (let tries = 0; tries < 400; ++tries) {
      const { items } = (await cora.get(`/api/lines/${line_id}/troubled-texts`)).value;
      if (items.some((one) => JSON.stringify(one).includes(sent.value.id))) return sent.value.id;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("the text has not failed");
  };
  const first = `/api/texts/${await failed("a")}`;
  assert.equal((await cora.post(`${first}/check`)).value.listed, null);
  assert.equal((await cora.post(`${first}/retry`, {})).status, 201);
  assert.equal((await cora.post(`${first}/retry`, {})).status, 200);
  const second = `/api/texts/${await failed("b")}`;
  assert.equal((await cora.post(`${second}/leave`)).status, 200);
  assert.equal((await cora.post(`${second}/retry`, {})).status, 201);
});

test("pictures that came with a text", async () => {
  const data = (type, bytes) => `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;
  const gif = data("image/gif", "GIF89a");
  const page = { content_type: "image/jpeg", url: data("text/html", "<html>") };
  await line.pictures("+15035550188", [gif, page]);
  const conversation = await newest(cora, "waiting", "offered");
  assert.equal((await cora.post(`${conversation}/assign`, { to: cora.id, insist: true })).status, 200);
  const { items } = (await cora.get(`${conversation}/texts`)).value;
  const { id, media } = items.find((item) => item.media.length > 0);
  assert.deepEqual(media.map((one) => one.content_type), ["image/gif", "image/jpeg"]);
  await line.withholds();
  assert.equal((await cora.get(`/api/texts/${id}/media/0`)).code, "carrier_busy");
  assert.equal((await cora.get(`/api/texts/${id}/media/0`)).value, "GIF89a");
  assert.equal((await cora.get(`/api/texts/${id}/media/1`)).code, "not_a_picture");
  assert.equal((await cora.get(`/api/texts/${id}/media/2`)).code, "not_found");
  assert.equal((await ana.get(`/api/texts/${id}/media/0`)).code, "forbidden");
});

test("signing out", async () => {
  assert.equal((await ben.delete("/api/session")).status, 204);
  assert.equal((await ben.get("/api/me")).code, "not_signed_in");
});

test("every call that is described was answered as it should be at least once", () => {
  const missing = [];
  for (const { path, operation } of line.description.operations()) {
    if (path === "/api/live") continue;
    for (const status of Object.keys(operation.responses)) {
      const is_success = status.startsWith("2");
      const is_seen = line.description.seen.has(`${operation.operationId} ${status}`);
      if (is_success && !is_seen) missing.push(`${operation.operationId} ${status}`);
    }
  }
  assert.deepEqual(missing, []);
});
