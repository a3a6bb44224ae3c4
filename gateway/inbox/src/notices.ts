// Short, calm notices. They never hold a text's words.
import { notifications } from '@mantine/notifications';
import { asProblem } from './api/problem';
import { t } from './words';
import { problemWords } from './words/problems';

const shownMs = 6_000;

function show(message: string, color: string): void {
  notifications.show({
    message,
    color,
    autoClose: shownMs,
    closeButtonProps: { 'aria-label': t('notices.dismiss') },
  });
}

export const notices = {
  tell: (message: string) => show(message, 'sage'),
  // What was tried did not happen, and why.
  refused: (error: unknown, codename?: string) =>
    show(problemWords(asProblem(error), codename), 'ember'),
};
