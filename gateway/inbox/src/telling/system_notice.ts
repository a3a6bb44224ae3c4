// A notice of the device. It names nobody's words, unless whoever reads it has chosen so.
import { conversations } from '../api/calls';
import type { LiveEvent } from '../api/types';
import { conversationAt, goTo, paths } from '../route';
import { t } from '../words';
import { sentenceOf, type News } from './news';

async function wordsOf({ conversation }: News): Promise<string | null> {
  try {
    const { texter, last_text } = await conversations.one(conversation);
    if (!last_text || last_text.erased) return null;
    return t('notices.words', { codename: texter.codename, words: last_text.preview });
  } catch {
    return null;
  }
}

// Phones let only a service worker show notices, and open what was touched (public/sw.js).
async function show(path: string, options: NotificationOptions): Promise<void> {
  const title = t('common.title');
  try {
    const notice = new Notification(title, options);
    notice.onclick = () => {
      window.focus();
      goTo(path);
      notice.close();
    };
  } catch {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.showNotification(title, { ...options, data: path });
  }
}

const isAllowed = () => 'Notification' in window && Notification.permission === 'granted';

// One for each `tag`, also where several windows are open.
const notice = (body: string, tag: string): NotificationOptions => ({
  body,
  tag,
  icon: '/icon-192.png',
  silent: true, // the soft sound is ours
});

export async function showNews(news: News, withWords: boolean): Promise<void> {
  if (!isAllowed()) return;
  const { kind, conversation } = news;
  const words = withWords && kind === 'text' ? await wordsOf(news) : null;
  await show(paths.conversation(conversation), notice(words ?? sentenceOf(news), conversation));
}

// A sentence that the page shows of this event.
export async function showSaid({ kind, conversation }: LiveEvent, said: string): Promise<void> {
  if (!isAllowed()) return;
  const path = conversation === null ? paths.inbox : paths.conversation(conversation);
  await show(path, notice(said, conversation ?? kind));
}

// Goes where a notice leads that the service worker has shown. Returns how to end that.
export function openFromNotices(): () => void {
  const worker = 'serviceWorker' in navigator ? navigator.serviceWorker : null;
  const open = ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'string') return;
    if (data === paths.inbox || conversationAt(data) !== null) goTo(data);
  };
  worker?.addEventListener('message', open);
  return () => worker?.removeEventListener('message', open);
}
