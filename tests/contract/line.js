// A demo line of its own, its staff as they call the API, and a phone.
import { createHmac } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import WebSocket from "ws";

import { program, start } from "../vendor/programs.js";
import { Description } from "./description.js";

const demo_config = new URL("../../config/demo.toml", import.meta.url).pathname;
const line_number = "+15035550100";

export async function start_line() {
  const data = await mkdtemp(path.join(tmpdir(), "warmline-contract-"));
  // Whoever is on call is paged at once.
  const config = path.join(data, "line.toml");
  const usual = await readFile(demo_config, "utf8");
  await writeFile(config, usual.replace("[lines.timing]", "[lines.timing]\npage = 0.1"));
  const demo = await start(
    program("warmline"),
    ["demo", "--config", config, "--data", data, "--port", "0"],
    /The inbox:\s+(http:\/\/127\.0\.0\.1:\d+)[^]*The carrier:\s+(http:\/\/\S+)/,
  );
  const url = demo.match[1];
  const described = await fetch(`${url}/api/openapi.yaml`);
  const description = new Description(await described.text());
  description.check("GET", "/api/openapi.yaml", described.status, "application/yaml", "");
  const token = await readFile(path.join(data, "carrier.token"), "utf8");
  return {
    description,
    caller: () => new Caller(url, description),
    phone: (number) => new Phone(url, token.trim(), number),
    // A phone's pictures, by way of the simulated carrier.
    pictures: (number, media) =>
      ask(demo.match[2], "POST", "texts", { from: number, to: line_number, body: "", media }),
    // What is sent to this number is not delivered, for that reason of the carrier's.
    fails: (number, code) =>
      ask(demo.match[2], "PUT", "faults", { failing_phones: { [number]: code } }),
    // Pictures are asked of it in vain, once.
    withholds: () =>
      ask(demo.match[2], "PUT", "faults", { faults: [{ fault: "busy", times: 1, on: "picture" }] }),
    stop: async () => {
      await demo.stop();
      await rm(data, { recursive: true });
    },
  };
}

async function ask(carrier, method, what, wanted) {
  const answer = await fetch(`${carrier}/simulator/${what}`, {
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(wanted),
  });
  if (!answer.ok) throw new Error(`the carrier answered ${answer.status}`);
}

// Somebody who calls the API; every answer is held against the description.
class Caller {
  constructor(url, description) {
    this.url = url;
    this.description = description;
    this.headers = {};
  }

  async call(method, target, body) {
    const headers = { ...this.headers };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const answer = await fetch(this.url + target, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await answer.text();
    const type = answer.headers.get("Content-Type");
    const value = type?.includes("json") ? JSON.parse(text) : text;
    this.description.check(method, target, answer.status, type, value);
    return { status: answer.status, headers: answer.headers, code: value?.code, value };
  }

  get = (target) => this.call("GET", target);
  post = (target, body = {}) => this.call("POST", target, body);
  put = (target, body) => this.call("PUT", target, body);
  patch = (target, body) => this.call("PATCH", target, body);
  delete = (target) => this.call("DELETE", target);

  async sign_in(username, password = "warmline-demo") {
    const answer = await this.post("/api/session", { username, password });
    if (answer.status !== 200) return answer;
    const cookie = answer.headers.get("Set-Cookie").split(";")[0];
    this.headers = { Cookie: cookie, "X-CSRF-Token": answer.value.csrf };
    this.id = answer.value.staff.id;
    return answer;
  }

  // Hears everything from `since` on: { events, close() }.
  async live(since) {
    const socket = new WebSocket(`${this.url.replace("http", "ws")}/api/live?since=${since}`, {
      headers: this.headers,
    });
    const events = [];
    socket.on("message", (message) => events.push(JSON.parse(message.toString())));
    await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
    const until = (fits) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error("it was not told")), 20_000);
        const look = () => {
          if (!events.some(fits)) return;
          clearTimeout(timer);
          resolve();
        };
        socket.on("message", look);
        look();
      });
    return { events, until, close: () => socket.close() };
  }
}

// A texter's phone, as far as the carrier's webhooks tell of it.
class Phone {
  static #texts = 0;

  constructor(url, token, number) {
    this.origin = url;
    this.url = `${url}/webhooks/main/message`;
    this.token = token;
    this.number = number;
  }

  async text(words) {
    Phone.#texts += 1;
    const fields = {
      Body: words,
      From: this.number,
      MessageSid: `SM${String(Phone.#texts).padStart(32, "0")}`,
      NumMedia: "0",
      To: line_number,
    };
    // In the order of their names, as they are signed.
    const signed = this.url + Object.entries(fields).flat().join("");
    const answer = await fetch(this.url, {
      method: "POST",
      headers: {
        "X-Twilio-Signature": createHmac("sha1", this.token).update(signed).digest("base64"),
      },
      body: new URLSearchParams(fields),
    });
    if (answer.status !== 200) throw new Error(`the webhook answered ${answer.status}`);
  }

  // The newest text that reached it and that `fits`, once there is one.
  async heard(fits) {
    const phones = `${this.origin}/phone/api/phones`;
    const made = await fetch(phones, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ number: this.number }),
    });
    const { id } = await made.json();
    for (let tries = 0; tries < 400; ++tries) {
      const { texts } = await (await fetch(`${phones}/${id}/texts`)).json();
      const found = texts.findLast((text) => text.direction === "in" && fits(text.body));
      if (found) return found.body;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("no such text came");
  }
}
