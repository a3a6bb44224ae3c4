// Texts on their way to a service that answers as it is told, for tests.
import { Problem } from '../api/problem';
import type { Text } from '../api/types';
import { storeOf } from './browser_store';
import type { FakeStorage } from './fake_storage';
import { Outgoing, type OutgoingText } from './outgoing';

export type Answer = 'kept' | 'hangs' | Problem;

interface Pause {
  ms: number;
  act: () => void;
}

// One window's.
export function outgoingOn(storage: FakeStorage, ...answers: Answer[]) {
  const pauses: Pause[] = [];
  const clock = { passedMs: 0 };
  const hang: { up: () => void } = { up: () => undefined };
  const posted: OutgoingText[] = [];
  const kept: string[] = [];
  const gone: string[] = [];
  const failed: string[] = [];
  let ids = 0;
  const outgoing = new Outgoing({
    store: storeOf(storage, 'warmline.ana.'),
    post: (text) => {
      posted.push(text);
      const answer = answers.shift() ?? 'kept';
      if (answer === 'hangs') {
        return new Promise((_, reject) => (hang.up = () => reject(offline())));
      }
      if (answer !== 'kept') return Promise.reject(answer);
      return Promise.resolve({ id: `t-${text.clientId}`, client_id: text.clientId } as Text);
    },
    onKept: (_, text) => kept.push(text.id),
    onGone: ({ clientId }) => gone.push(clientId),
    onFailed: ({ body }) => failed.push(body),
    newId: () => `k${++ids}`,
    now: () => new Date(Date.UTC(2026, 4, 20, 12, 0, ids, clock.passedMs)),
    after: (ms, act) => {
      const pause = { ms, act };
      pauses.push(pause);
      return () => pauses.splice(pauses.indexOf(pause), 1);
    },
  });
  const pauseIsOver = async () => {
    pauses.shift()?.act();
    await settled();
  };
  return { outgoing, posted, kept, gone, failed, pauses, pauseIsOver, clock, hang };
}

export const offline = () => new Problem(0, 'unreachable');
export const statesOf = (outgoing: Outgoing, conversation = 'c1') =>
  outgoing.of(conversation).map(({ body, state }) => [body, state]);

export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
