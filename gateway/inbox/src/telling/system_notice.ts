// A notice of the device. It names nobody's words, unless whoever reads it has chosen so.
import { conversations } from '../api/calls';
import { goTo, paths } from '../route';
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

export async function showSystemNotice(news: News, withWords: boolean): Promise<void> {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  const words = withWords && news.kind === 'text' ? await wordsOf(news) : null;
  const plain = news.kind === 'text' ? t('notices.newText') : t('notices.offeredToYou');
  const notice = new Notification(t('common.title'), {
    body: words ?? plain,
    // One for each conversation, also where several windows are open.
    tag: news.conversation,
    icon: '/icon-192.png',
    silent: true, // the soft sound is ours
  });
  notice.onclick = () => {
    window.focus();
    goTo(paths.conversation(news.conversation));
    notice.close();
  };
}
