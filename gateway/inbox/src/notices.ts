// Short, calm notices. They never hold a text's words. What comes while the page is hidden is shown
// once it is before somebody again.
import { notifications } from '@mantine/notifications';
import { asProblem } from './api/problem';
import { t } from './words';
import { problemWords } from './words/problems';

const shownMs = 6_000;

interface Manner {
  color: string;
  // A screen reader waits for a pause before it says so.
  politely?: boolean;
}

const polite = new Set<(message: string) => void>();

function showNow(message: string, { color, politely = false }: Manner): void {
  notifications.show({
    message,
    color,
    // An alert is said at once.
    role: politely ? 'note' : 'alert',
    autoClose: shownMs,
    closeButtonProps: { 'aria-label': t('notices.dismiss') },
  });
  if (politely) for (const say of polite) say(message);
}

// What is told while nobody can see the page, by its words: told twice, it is shown once.
const held = new Map<string, Manner>();
const heldMost = 10;

function showHeld(): void {
  if (document.hidden) return;
  document.removeEventListener('visibilitychange', showHeld);
  for (const [message, manner] of held) showNow(message, manner);
  held.clear();
}

function hold(message: string, manner: Manner): void {
  held.delete(message);
  held.set(message, manner);
  const [oldest] = held.keys();
  if (held.size > heldMost && oldest !== undefined) held.delete(oldest);
  document.addEventListener('visibilitychange', showHeld);
}

function show(message: string, manner: Manner): void {
  if (document.hidden) hold(message, manner);
  else showNow(message, manner);
}

export const notices = {
  tell: (message: string) => show(message, { color: 'sage' }),
  tellPolitely: (message: string) => show(message, { color: 'sage', politely: true }),
  // Is called with each that is to be said in a pause; the answer ends it.
  onPolite: (say: (message: string) => void): (() => void) => {
    polite.add(say);
    return () => polite.delete(say);
  },
  // What was tried did not happen, and why.
  refused: (error: unknown, codename?: string) =>
    show(problemWords(asProblem(error), codename), { color: 'ember' }),
};
