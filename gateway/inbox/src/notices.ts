// Short, calm notices. They never hold a text's words. What comes while the page is hidden is shown
// once it is before somebody again.
import { notifications } from '@mantine/notifications';
import { asProblem } from './api/problem';
import { t } from './words';
import { problemWords } from './words/problems';

const shownMs = 6_000;

function showNow(message: string, color: string): void {
  notifications.show({
    message,
    color,
    autoClose: shownMs,
    closeButtonProps: { 'aria-label': t('notices.dismiss') },
  });
}

// What is told while nobody can see the page, by its words: told twice, it is shown once.
const held = new Map<string, string>();
const heldMost = 10;

function showHeld(): void {
  if (document.hidden) return;
  document.removeEventListener('visibilitychange', showHeld);
  for (const [message, color] of held) showNow(message, color);
  held.clear();
}

function hold(message: string, color: string): void {
  held.delete(message);
  held.set(message, color);
  const [oldest] = held.keys();
  if (held.size > heldMost && oldest !== undefined) held.delete(oldest);
  document.addEventListener('visibilitychange', showHeld);
}

function show(message: string, color: string): void {
  if (document.hidden) hold(message, color);
  else showNow(message, color);
}

export const notices = {
  tell: (message: string) => show(message, 'sage'),
  // What was tried did not happen, and why.
  refused: (error: unknown, codename?: string) =>
    show(problemWords(asProblem(error), codename), 'ember'),
};
