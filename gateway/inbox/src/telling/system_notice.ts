// A notice of the device. It names nobody's words, unless whoever reads it has chosen so.
import { conversations } from '../api/calls';
import { conversationAt, goTo, paths } from '../route';
import { t } from '../words';
import type { News } from './news';

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

export async function showSystemNotice(news: News, withWords: boolean): Promise<void> {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  const words = withWords && news.kind === 'text' ? await wordsOf(news) : null;
  const plain = news.kind === 'text' ? t('notices.newText') : t('notices.offeredToYou');
  await show(paths.conversation(news.conversation), {
    body: words ?? plain,
    // One for each conversation, also where several windows are open.
    tag: news.conversation,
    icon: '/icon-192.png',
    silent: true, // the soft sound is ours
  });
}

// Goes where a notice leads that the service worker has shown. Returns how to end that.
export function openFromNotices(): () => void {
  const worker = 'serviceWorker' in navigator ? navigator.serviceWorker : null;
  const open = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'string' && conversationAt(data) !== null) goTo(data);
  };
  worker?.addEventListener('message', open);
  return () => worker?.removeEventListener('message', open);
}
