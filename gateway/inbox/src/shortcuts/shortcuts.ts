// What keys do. Whatever can do one of these says so for as long as it is on the screen
// (useShortcut); the keyboard and the palette then find it here.
import { useEffect, useRef } from 'react';

export const acts = [
  'next',
  'previous',
  'search',
  'accept',
  'pass',
  'reply',
  'note',
  'handOff',
  'close',
  'break',
  'keys',
] as const;
export type Act = (typeof acts)[number];

export const keyOf: Record<Act, string> = {
  next: 'j',
  previous: 'k',
  search: '/',
  accept: 'a',
  pass: 'p',
  reply: 'r',
  note: 'n',
  handOff: 'h',
  close: 'e',
  break: 'b',
  keys: '?',
};

export function actOf(key: string): Act | null {
  return acts.find((act) => keyOf[act] === key) ?? null;
}

type Doing = () => void;

const doings = new Map<Act, Doing[]>();

// Whoever came last is the one that is seen.
export function doingOf(act: Act): Doing | null {
  return doings.get(act)?.at(-1) ?? null;
}

export function offer(act: Act, doing: Doing): () => void {
  doings.set(act, [...(doings.get(act) ?? []), doing]);
  return () => {
    doings.set(
      act,
      (doings.get(act) ?? []).filter((other) => other !== doing),
    );
  };
}

// `doing` null: there is nothing to do now.
export function useShortcut(act: Act, doing: Doing | null): void {
  const latest = useRef(doing);
  useEffect(() => {
    latest.current = doing;
  });
  const can = doing !== null;
  useEffect(() => (can ? offer(act, () => latest.current?.()) : undefined), [act, can]);
}

export function showKeys(): void {
  doingOf('keys')?.();
}
