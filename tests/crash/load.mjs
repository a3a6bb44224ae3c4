// Those who use the line while it is being killed: texters who write all the time, and staff who
// answer through the API. Each writes down what it was promised.
import { setTimeout as pause } from 'node:timers/promises';

// How long each of them does nothing between two things; this makes the load, nothing waits for it.
const texterPausesMs = [50, 700];
const staffPausesMs = [20, 120];
const tryAgainMs = 50;

// What was promised: a text that was answered 200 is kept, a reply that was taken leaves. Words are
// unlike all others, so that each can be counted wherever it turns up.
export class Ledger {
  texts = []; // {phone, body, status}: in the order in which each phone wrote them
  replies = []; // {body, status}: 201 and 200 are a promise, what is refused must never leave
  broken = []; // promises seen broken at once, in words

  answered() {
    return this.texts.filter((text) => text.status === 200);
  }
  taken() {
    return this.replies.filter((reply) => reply.status === 200 || reply.status === 201);
  }
}

// Texts one after another until `world.ending`; each waits for the carrier's word on the one before
// it.
export async function texterWrites(phone, world, chance) {
  for (let count = 1; !world.ending; ++count) {
    const text = { phone, body: `from ${phone} number ${count}`, status: 0 };
    world.ledger.texts.push(text);
    const brought = await world.simulator.text(phone, world.lineNumber, text.body);
    text.status = brought.status;
    await pause(chance.between(...texterPausesMs));
  }
}

// The answer of `call`, tried again while nobody is there or the service says it can't now. A call
// whose answer never came may have been heard all the same.
async function insist(call) {
  for (;;) {
    const answer = await call().catch(() => undefined);
    if (answer && answer.status < 500) return answer;
    await pause(tryAgainMs);
  }
}

export class StaffMember {
  #client;
  #world;
  #chance;
  #written = 0;

  constructor(name, client, world, chance) {
    this.name = name;
    this.#client = client;
    this.#world = world;
    this.#chance = chance;
  }

  // A peer takes what is offered and works on what is theirs; `view` is where they look for it.
  async works(view) {
    await this.#is('on');
    while (!this.#world.ending) {
      for (const { id } of await this.#sees('offered')) {
        await this.#post(id, this.#chance.one(0.9) ? 'accept' : 'pass');
      }
      const theirs = await this.#sees(view);
      if (theirs.length > 0) await this.#doesSomething(this.#chance.of(theirs).id);
      if (this.#chance.one(0.01)) {
        await this.#is('break');
        await this.#is('on');
      }
      await pause(this.#chance.between(...staffPausesMs));
    }
  }

  async #doesSomething(id) {
    const roll = this.#chance.next();
    if (roll < 0.65) await this.#replies(id);
    else if (roll < 0.75) await this.#post(id, 'notes', { body: this.#words('noted') });
    else if (roll < 0.9) await this.#post(id, 'close');
    else if (roll < 0.95) await this.#post(id, 'handoff', { note: this.#words('handed off') });
    else await this.#post(id, 'rest', { until: new Date(Date.now() + 1000).toISOString() });
  }

  // Until it is taken or refused, under one client_id; now and then once more, as a browser does
  // that missed the answer.
  async #replies(id) {
    const body = this.#words('said');
    const reply = { body, status: 0 };
    this.#world.ledger.replies.push(reply);
    const post = () =>
      this.#client.post(`/api/conversations/${id}/texts`, { body, client_id: body });
    const answer = await insist(post);
    reply.status = answer.status;
    if (answer.status >= 300 || !this.#chance.one(0.1)) return;
    const again = await insist(post);
    if (again.status !== 200 || again.body.id !== answer.body.id) {
      this.#world.ledger.broken.push(`"${body}", posted again: ${again.status} ${again.body.id}`);
    }
  }

  #words(verb) {
    return `${this.name} ${verb} number ${++this.#written}`;
  }
  async #sees(view) {
    return (await insist(() => this.#client.get(`/api/conversations?view=${view}&limit=20`))).body
      .items;
  }
  #is(presence) {
    return insist(() => this.#client.put('/api/me/presence', { presence }));
  }
  // Somebody else may have been there first: refused is fine.
  #post(id, act, body) {
    return insist(() => this.#client.post(`/api/conversations/${id}/${act}`, body));
  }
}
