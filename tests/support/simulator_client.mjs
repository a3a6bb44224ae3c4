// What tests ask of a running carrier simulator: gateway/carriers/simulator/control_api.hpp.
import { ApiClient } from './api_client.mjs';

export class SimulatorClient {
  #http;

  constructor(base) {
    this.#http = new ApiClient(base);
  }

  // A phone's text: {sid, status, tries}, once the line's webhook has answered.
  async text(from, to, body) {
    return (await this.#http.post('/simulator/texts', { from, to, body })).body;
  }

  // {count, messages}, oldest first, of those that `wanted` (phone, body, writer) describes.
  async messages(wanted = {}) {
    return (await this.#http.get(`/simulator/messages?${new URLSearchParams(wanted)}`)).body;
  }

  // The texts to this phone end as undelivered with that code of the carrier's; 0: as usual again.
  async fail(phone, code) {
    const failing = code === 0 ? {} : { failing_phones: { [phone]: code } };
    const answer = await this.#http.put('/simulator/faults', failing);
    if (answer.status !== 200) throw new Error(`the simulator refuses faults: ${answer.status}`);
  }

  async misbehave(...faults) {
    const answer = await this.#http.put('/simulator/faults', { faults });
    if (answer.status !== 200) throw new Error(`the simulator refuses faults: ${answer.status}`);
  }
}
