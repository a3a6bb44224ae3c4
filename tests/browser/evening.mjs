// An evening on a demo line for a file of browser tests: people in browsers of their own, phones,
// and the carrier to be played with. Nobody's page may have had troubles at the end of a step.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before } from 'node:test';
import { ApiClient } from '../support/api_client.mjs';
import { demoConfig, demoLine, demoPassword, startDemo } from '../support/demo.mjs';
import { eventually } from '../support/eventually.mjs';
import { temporaryFolder } from '../support/service.mjs';
import { SimulatorClient } from '../support/simulator_client.mjs';
import { openBrowser } from './chromium.mjs';
import { signIn, texts } from './people.mjs';
import { Steps } from './steps.mjs';

export class Evening extends Steps {
  programs = new Map(); // by whose they are

  // `lineSettings`: what the demo's line has besides what it comes with, as TOML.
  constructor(name, { lineSettings = '' } = {}) {
    super(name);
    this.lineSettings = lineSettings;
    before(() => this.#begin());
    after(() => this.#end());
  }

  async #begin() {
    this.home = await temporaryFolder();
    const config = path.join(this.home.folder, 'evening.toml');
    await writeFile(config, `${await readFile(demoConfig, 'utf8')}\n${this.lineSettings}`);
    this.demo = await startDemo(this.home.folder, { config });
    this.base = this.demo.base;
    this.carrier = new SimulatorClient(this.demo.carrier);
    this.browser = await openBrowser();
    for (const name of ['ana', 'ben', 'cora']) {
      const program = await ApiClient.signIn(this.base, name, demoPassword);
      const { staff } = (await program.get('/api/me')).body;
      this.programs.set(name, Object.assign(program, { id: staff.id }));
    }
  }

  async #end() {
    await this.browser?.close();
    await this.demo?.running.stop();
    await this.home?.remove();
  }

  // A page of a browser of its own, where `username` is signed in.
  async person(name, username = name, options = {}) {
    const page = await this.browser.newPerson(options);
    this.pages.set(name, page);
    await signIn(page, this.base, username);
    return page;
  }

  // What they do elsewhere, by a program of theirs.
  program(name) {
    return this.programs.get(name);
  }

  async isOn(...names) {
    for (const name of names) await this.program(name).put('/api/me/presence', { presence: 'on' });
  }

  // Somebody texts from this phone.
  async texts(phone, ...bodies) {
    for (const body of bodies) {
      const { status } = await this.carrier.text(phone, demoLine, body);
      assert.equal(status, 200, 'the line takes the text');
    }
  }

  // {id, codename} of this phone's conversation, which `owner` has from now on.
  async conversation(phone, owner, words = 'hello?') {
    const known = new Set((await this.#all()).map(({ id }) => id));
    await this.texts(phone, words);
    const found = await eventually('somebody is there', async () =>
      (await this.#all()).find(({ id }) => !known.has(id)),
    );
    await this.assign(found.id, owner);
    return { id: found.id, codename: found.texter.codename };
  }

  async #all() {
    const views = ['waiting', 'offered', 'open'];
    return (await Promise.all(views.map((view) => this.program('cora').view(view)))).flat();
  }

  async assign(conversation, owner) {
    const { status } = await this.program('cora').post(
      `/api/conversations/${conversation}/assign`,
      { to: this.program(owner).id, insist: true },
    );
    assert.equal(status, 200, `it is assigned to ${owner}`);
  }

  async look(page, conversation) {
    await page.goto(`${this.base}/c/${conversation}`);
    await texts(page).first().waitFor();
  }

  // What the people of the line said to this phone, as it came.
  async heard(phone) {
    const { messages } = await this.carrier.messages({ phone, writer: 'line' });
    return messages.map(({ body }) => body);
  }
}
