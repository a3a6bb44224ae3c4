import { expect, test } from 'vitest';
import { Problem } from '../api/problem';
import type { Draft, KeptDraft } from '../api/types';
import { event } from '../live/fake_event';
import { storeOf } from './browser_store';
import { Drafts, type DraftKind } from './drafts';
import { FakeStorage } from './fake_storage';
import { pullIfSent } from './use_kept_drafts';

// The service, as far as drafts go; several devices may use it.
class Service {
  readonly kept = new Map<string, KeptDraft>();
  saves = 0;
  loads = 0;
  unreachable = false;
  // It takes what it is sent, and its answer is lost.
  losesAnswers = false;
  private version = 0;

  save = (conversation: string, kind: DraftKind, { body, version }: KeptDraft) => {
    this.saves += 1;
    if (this.unreachable) return Promise.reject(new Problem(0, 'unreachable'));
    const key = `${kind} ${conversation}`;
    const now = this.kept.get(key);
    if (now && now.body !== body && now.version !== version) {
      return Promise.reject(new Problem(409, 'draft_changed', { draft: now }));
    }
    const next = body === '' ? { body, version: null } : { body, version: ++this.version };
    if (body === '') this.kept.delete(key);
    else this.kept.set(key, next);
    if (this.losesAnswers) return Promise.reject(new Problem(0, 'unreachable'));
    return Promise.resolve(next);
  };

  load = () => {
    this.loads += 1;
    if (this.unreachable) return Promise.reject(new Problem(0, 'unreachable'));
    const all = [...this.kept].map(([key, draft]) => {
      const [kind, conversation] = key.split(' ');
      return { ...draft, kind, conversation } as Draft;
    });
    return Promise.resolve(all);
  };
}

let ids = 0;

class Device {
  readonly storage = new FakeStorage();
  readonly service: Service;
  drafts: Drafts;
  private timers: (() => void)[] = [];

  constructor(service: Service) {
    this.service = service;
    this.drafts = this.reload();
  }

  reload(): Drafts {
    this.drafts = new Drafts({
      store: storeOf(this.storage, 'warmline.ana.'),
      save: this.service.save,
      load: this.service.load,
      after: (_, act) => {
        this.timers.push(act);
        return () => (this.timers = this.timers.filter((timer) => timer !== act));
      },
      newId: () => `k${++ids}`,
    });
    return this.drafts;
  }

  get waits(): number {
    return this.timers.length;
  }

  // The time passes, and what was begun is finished.
  async later(): Promise<void> {
    for (const act of this.timers.splice(0)) act();
    await settled();
  }

  type(words: string): void {
    this.drafts.write('c1', 'text', words);
  }
  get words(): string {
    return this.drafts.read('c1', 'text');
  }
  async pull(): Promise<void> {
    await this.drafts.pull();
    await settled();
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

// Two devices of one person, with these words on both.
async function bothWith(words: string) {
  const service = new Service();
  const laptop = new Device(service);
  const phone = new Device(service);
  laptop.type(words);
  await laptop.later();
  await phone.pull();
  return { service, laptop, phone };
}

const atService = (service: Service) => service.kept.get('text c1')?.body;

test('a draft is there again after a reload, at once', () => {
  const laptop = new Device(new Service());
  laptop.type('I hear you');
  expect(laptop.reload().read('c1', 'text')).toBe('I hear you');
});

test('what is typed is saved once the keys rest a little, and then there on another device', async () => {
  const service = new Service();
  const laptop = new Device(service);
  for (const words of ['I', 'I he', 'I hear', 'I hear you']) laptop.type(words);
  expect(laptop.waits).toBe(1);
  await laptop.later();
  expect(service.saves).toBe(1);
  const phone = new Device(service);
  await phone.pull();
  expect(phone.words).toBe('I hear you');
  phone.type('I hear you.');
  await phone.later();
  await laptop.pull();
  expect(laptop.words).toBe('I hear you.');
});

test('a reply and a note to the same conversation are two drafts', async () => {
  const service = new Service();
  const laptop = new Device(service);
  laptop.type('reply');
  laptop.drafts.write('c1', 'note', 'note');
  await laptop.later();
  expect(laptop.words).toBe('reply');
  expect(service.kept.get('note c1')?.body).toBe('note');
});

test('words written on two devices are both there to choose from', async () => {
  for (const choice of ['mine', 'theirs']) {
    const { service, laptop, phone } = await bothWith('one');
    phone.type('one on the phone');
    await phone.later();
    laptop.type('one on the laptop');
    await laptop.later();
    expect(laptop.words).toBe('one on the laptop');
    expect(laptop.drafts.otherWords('c1', 'text')).toBe('one on the phone');
    expect(atService(service)).toBe('one on the phone');
    // Nothing is saved over it before the person has chosen.
    laptop.type('one on the laptop!');
    await laptop.later();
    expect(atService(service)).toBe('one on the phone');
    if (choice === 'mine') laptop.drafts.chooseMine('c1', 'text');
    else laptop.drafts.chooseOther('c1', 'text');
    await settled();
    expect(laptop.drafts.otherWords('c1', 'text')).toBe(null);
    const chosen = choice === 'mine' ? 'one on the laptop!' : 'one on the phone';
    expect([laptop.words, atService(service)]).toEqual([chosen, chosen]);
  }
});

test('words that only go on from those elsewhere are no clash', async () => {
  const service = new Service();
  const laptop = new Device(service);
  const phone = new Device(service);
  phone.type('I hear');
  await phone.later();
  laptop.type('I hear you');
  await laptop.later();
  expect(laptop.drafts.otherWords('c1', 'text')).toBe(null);
  expect(atService(service)).toBe('I hear you');
});

test('a save whose answer was lost does not clash with itself', async () => {
  const service = new Service();
  const laptop = new Device(service);
  service.losesAnswers = true;
  laptop.type('I hear you, I');
  await laptop.later();
  service.losesAnswers = false;
  laptop.type('I hear you.');
  await laptop.later();
  expect(laptop.drafts.otherWords('c1', 'text')).toBe(null);
  expect(atService(service)).toBe('I hear you.');
});

test('without a connection words stay here, and are saved later', async () => {
  const service = new Service();
  const laptop = new Device(service);
  service.unreachable = true;
  laptop.type('still here');
  await laptop.later();
  expect(laptop.drafts.countUnsaved()).toBe(1);
  const again = laptop.reload();
  expect(again.read('c1', 'text')).toBe('still here');
  service.unreachable = false;
  await laptop.pull();
  expect(atService(service)).toBe('still here');
  expect(laptop.drafts.countUnsaved()).toBe(0);
});

test('words in hand do not change by themselves', async () => {
  const service = new Service();
  const laptop = new Device(service);
  const phone = new Device(service);
  laptop.type('one');
  await laptop.later();
  const letGo = laptop.drafts.hold('c1', 'text');
  await phone.pull();
  phone.type('another');
  await phone.later();
  await laptop.pull();
  expect(laptop.words).toBe('one');
  expect(laptop.drafts.otherWords('c1', 'text')).toBe('another');
  letGo();
});

test('a draft that was sent elsewhere is gone here', async () => {
  const service = new Service();
  const laptop = new Device(service);
  laptop.type('one');
  await laptop.later();
  service.kept.clear();
  await laptop.pull();
  expect(laptop.words).toBe('');
  expect(laptop.storage.kept.size).toBe(0);
});

test('what is sent on another device does not stay here to be sent again', async () => {
  const { service, laptop, phone } = await bothWith('one');
  laptop.drafts.sendOff('c1', 'text');
  service.kept.clear();
  pullIfSent(phone.drafts, 'ana', event(1, { kind: 'text.queued', actor: 'ana' }));
  await settled();
  expect(phone.words).toBe('');
  expect(service.loads).toBe(2);
});

test('two windows that send before either knows of the other send the same text', () => {
  const service = new Service();
  const left = new Device(service);
  const right = new Device(service);
  left.type('I hear');
  left.type('I hear you');
  // What one writes has not reached the other's process yet.
  for (const [name, kept] of left.storage.kept) right.storage.kept.set(name, kept);
  const sent = left.drafts.sendOff('c1', 'text');
  expect(right.drafts.sendOff('c1', 'text')).toEqual(sent);
  left.type('And then?');
  expect(left.drafts.sendOff('c1', 'text')?.id).not.toBe(sent?.id);
});

test('a draft that two devices send, one of them offline for long, is the same text', async () => {
  const { service, laptop, phone } = await bothWith('I hear you');
  const sent = laptop.drafts.sendOff('c1', 'text');
  expect(phone.drafts.sendOff('c1', 'text')).toEqual(sent);
  // Written anew, the same words are another text; and so are words that only one of them has.
  laptop.drafts.arrived('c1', 'text');
  laptop.type('I hear you');
  await laptop.later();
  await laptop.later();
  const again = laptop.drafts.sendOff('c1', 'text');
  expect(again?.words).toBe('I hear you');
  expect(again?.id).not.toBe(sent?.id);
  service.unreachable = true;
  phone.type('I hear you.');
  await phone.later();
  expect([sent?.id, again?.id]).not.toContain(phone.drafts.sendOff('c1', 'text')?.id);
});

test('what others send, and what leaves from here, has nothing read', async () => {
  const service = new Service();
  const laptop = new Device(service);
  laptop.type('one');
  await laptop.later();
  pullIfSent(laptop.drafts, 'ana', event(1, { kind: 'text.queued', actor: 'ben' }));
  pullIfSent(laptop.drafts, 'ana', event(2, { kind: 'note.added', actor: 'ana' }));
  pullIfSent(laptop.drafts, 'ana', event(3, { kind: 'text.received' }));
  laptop.drafts.sendOff('c1', 'text');
  pullIfSent(laptop.drafts, 'ana', event(4, { kind: 'text.queued', actor: 'ana' }));
  await settled();
  expect(service.loads).toBe(0);
});

test('the service keeps the draft until it has taken the text', async () => {
  const service = new Service();
  const laptop = new Device(service);
  laptop.type('I hear you');
  await laptop.later();
  expect(laptop.drafts.sendOff('c1', 'text')?.words).toBe('I hear you');
  expect(laptop.words).toBe('');
  expect(laptop.drafts.sendOff('c1', 'text')).toBeNull();
  await laptop.pull();
  await laptop.later();
  expect(laptop.words).toBe('');
  expect(atService(service)).toBe('I hear you');
  laptop.drafts.arrived('c1', 'text');
  await settled();
  expect(atService(service)).toBe(undefined);
  expect(laptop.storage.kept.size).toBe(0);
});

test('what was on its way before a reload is let go once it has arrived', async () => {
  const service = new Service();
  const laptop = new Device(service);
  laptop.type('I hear you');
  await laptop.later();
  laptop.drafts.sendOff('c1', 'text');
  laptop.reload().arrivedUnless(() => true);
  await settled();
  expect(atService(service)).toBe('I hear you');
  laptop.reload().arrivedUnless(() => false);
  await settled();
  expect(atService(service)).toBe(undefined);
});

test('what is typed while a text is on its way is a draft of its own', async () => {
  const service = new Service();
  const laptop = new Device(service);
  laptop.type('first');
  laptop.drafts.sendOff('c1', 'text');
  laptop.type('second');
  laptop.drafts.arrived('c1', 'text');
  await laptop.later();
  expect(laptop.words).toBe('second');
  expect(atService(service)).toBe('second');
});

test('words kept by an earlier version are not lost', () => {
  const laptop = new Device(new Service());
  laptop.storage.setItem('warmline.ana.draft.text.c1', 'I hear "you"');
  expect(laptop.words).toBe('I hear "you"');
});

test('a browser that keeps nothing does not lose the draft while the page is open', () => {
  const laptop = new Device(new Service());
  laptop.storage.full = true;
  laptop.type('still here');
  expect(laptop.words).toBe('still here');
  expect(laptop.drafts.has('c1')).toBe(true);
});

test('what is unsaved when its writer is gone waits for them, not for whoever comes next', async () => {
  const service = new Service();
  const laptop = new Device(service);
  service.unreachable = true;
  laptop.type('for Ana');
  await laptop.later();
  laptop.type('for Ana alone');
  const saving = laptop.drafts.flush();
  laptop.drafts.stop();
  await saving;
  expect(laptop.waits).toBe(0);
  service.unreachable = false;
  await laptop.drafts.flush();
  expect(atService(service)).toBe(undefined);
  await laptop.reload().pull();
  await settled();
  expect(atService(service)).toBe('for Ana alone');
});

test('nothing of it stays for whoever signs in next', async () => {
  const laptop = new Device(new Service());
  laptop.type('reply');
  laptop.drafts.forgetAll();
  await laptop.later();
  expect(laptop.storage.kept.size).toBe(0);
});
