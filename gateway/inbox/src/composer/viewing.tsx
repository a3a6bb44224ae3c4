// Who else looks at the conversation, and who is typing, over the edge of the thread so that nothing
// moves when they come and go.
import type { Viewer } from '../api/types';
import { IconEye, IconPencil } from '../icons';
import { useViewers } from '../live/use_viewers';
import { t } from '../words';
import classes from './composer.module.css';

function sentence(area: 'typing' | 'looking', who: readonly Viewer[]): string {
  const name = who[0]?.name ?? '';
  if (who.length === 1) return t(`talk.viewers.${area}`, { name });
  if (who.length === 2) {
    return t(`talk.viewers.${area}Two`, { name, other: who[1]?.name ?? '' });
  }
  return t(`talk.viewers.${area}Many`, { name, count: who.length - 1 });
}

export function viewingWords(viewers: readonly Viewer[]): string {
  const typing = viewers.filter((viewer) => viewer.typing);
  if (typing.length > 0) return sentence('typing', typing);
  return viewers.length > 0 ? sentence('looking', viewers) : '';
}

export function Viewing({ conversation }: { conversation: string }) {
  const viewers = useViewers(conversation);
  const words = viewingWords(viewers);
  const isTyping = viewers.some(({ typing }) => typing);
  const Icon = isTyping ? IconPencil : IconEye;
  return (
    <div className={classes.viewing} role="status" aria-label={t('talk.viewers.label')}>
      {words !== '' && (
        <span data-typing={isTyping || undefined}>
          <Icon size={15} aria-hidden="true" />
          {words}
        </span>
      )}
    </div>
  );
}
