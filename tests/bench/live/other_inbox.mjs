// An inbox that somebody else has open: it hears everything they may see, and reads again what that
// made stale, as the page does (gateway/inbox/src/live).
import WebSocket from 'ws';

const views = ['mine', 'offered', 'waiting'];
const restMs = 100; // between two readings

export class OtherInbox {
  #api;
  #socket;
  #stale = false;
  #reading = false;
  heard = 0;
  readings = 0;

  constructor(api) {
    this.#api = api;
  }

  async open() {
    const { seq } = (await this.#api.get('/api/me')).body;
    const address = `${this.#api.base.replace('http', 'ws')}/api/live?since=${seq}`;
    this.#socket = new WebSocket(address, { headers: this.#api.headers });
    this.#socket.on('message', () => {
      ++this.heard;
      this.#stale = true;
      if (!this.#reading) void this.#read();
    });
    await new Promise((open, failed) => {
      this.#socket.once('open', open).once('error', failed);
    });
  }

  async #read() {
    this.#reading = true;
    while (this.#stale) {
      this.#stale = false;
      await Promise.all(views.map((view) => this.#api.get(`/api/conversations?view=${view}`)));
      ++this.readings;
      await new Promise((rested) => setTimeout(rested, restMs));
    }
    this.#reading = false;
  }

  close() {
    this.#stale = false;
    this.#socket.close();
  }
}
