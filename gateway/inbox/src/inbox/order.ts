// In which order one's own conversations are listed.
import type { Conversation } from '../api/types';

function lastMoment(conversation: Conversation): string {
  return conversation.last_text?.at ?? conversation.opened_at;
}

// Unread first; of those, who has waited longest; then what was spoken in last.
export function mineFirst(conversations: readonly Conversation[]): Conversation[] {
  return [...conversations].sort((a, b) => {
    const unread = Number(b.unread > 0) - Number(a.unread > 0);
    if (unread !== 0) return unread;
    if (a.unread > 0 && a.waiting_since !== null && b.waiting_since !== null) {
      return a.waiting_since.localeCompare(b.waiting_since);
    }
    return lastMoment(b).localeCompare(lastMoment(a));
  });
}

// What the title of the page counts: who was offered to us, and who of ours wrote something new.
export function newsCount(offered: readonly Conversation[], mine: readonly Conversation[]): number {
  return offered.length + mine.filter((conversation) => conversation.unread > 0).length;
}
