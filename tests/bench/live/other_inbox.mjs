// An inbox that somebody else has open: it hears everything they may see, and reads again what that
// made stale, as the page does (gateway/inbox/src/live).
import WebSocket from 'ws';

const views = ['mine', 'offered', 'waiting'];
const restMs = 100; // between two readings
// Where an event may bring its conversation; one of another subject changes its row alone.
const brings = {
  'conversation.started': ['waiting'],
  'conversation.offered': ['offered'],
  'conversation.accepted': ['mine'],
  'conversation.claimed': ['mine'],
  'conversation.closed': [],
};
const broughtTo = (kind) =>
  brings[kind] ?? (/^(conversation|flag|texter|thread)\./.test(kind) ? views : []);

export class OtherInbox {
  #api;
  #socket;
  #stale = new Set();
  #reading = null; // the views that are being read
  #listed = new Map(); // view: {ids of who is in it, whether it goes on}
  heard = 0;
  readings = 0;

  constructor(api) {
    this.#api = api;
  }

  async open() {
    const { seq } = (await this.#api.get('/api/me')).body;
    const address = `${this.#api.base.replace('http', 'ws')}/api/live?since=${seq}`;
    this.#socket = new WebSocket(address, { headers: this.#api.headers });
    this.#socket.on('message', (said) => {
      const message = JSON.parse(said);
      if (!('seq' in message)) return; // who looks, and that the connection lives
      ++this.heard;
      for (const view of this.#touchedBy(message)) this.#stale.add(view);
      if (!this.#reading && this.#stale.size > 0) void this.#read();
    });
    await new Promise((open, failed) => {
      this.#socket.once('open', open).once('error', failed);
    });
    this.#stale = new Set(views);
    await this.#read();
  }

  #touchedBy({ kind, conversation }) {
    const has = (view) => {
      const listed = this.#listed.get(view);
      return !listed || listed.goesOn || listed.ids.has(conversation);
    };
    const brought = broughtTo(kind);
    return views.filter((view) => brought.includes(view) || this.#reading?.has(view) || has(view));
  }

  async #list(view) {
    const { items, next } = (await this.#api.get(`/api/conversations?view=${view}`)).body;
    this.#listed.set(view, { ids: new Set(items.map(({ id }) => id)), goesOn: next !== null });
  }

  async #read() {
    while (this.#stale.size > 0) {
      this.#reading = this.#stale;
      this.#stale = new Set();
      await Promise.all([...this.#reading].map((view) => this.#list(view)));
      this.readings += this.#reading.size;
      this.#reading = new Set();
      await new Promise((rested) => setTimeout(rested, restMs));
    }
    this.#reading = null;
  }

  close() {
    this.#stale.clear();
    this.#socket.close();
  }
}
