import { IconAlertCircle, IconClock } from '../icons';
import { useLine } from '../inbox/use_views';
import { t } from '../words';
import classes from './board.module.css';
import { useBoardNow } from './board_context';
import { clockWords, urgencyOf, waitedSeconds } from './wait';

interface ClockProps {
  since: string;
  line: string;
  // Whether somebody has the conversation.
  held: boolean;
}

// How long somebody has waited, by the second. Colour is not all that tells who waits for too long.
export function Clock({ since, line, held }: ClockProps) {
  const now = useBoardNow();
  const timing = useLine(line)?.timing ?? {};
  const seconds = waitedSeconds(since, now);
  const urgency = urgencyOf(seconds, timing, held);
  const Icon = urgency === 'late' ? IconAlertCircle : IconClock;
  return (
    <time className={classes.clock} data-urgency={urgency}>
      <Icon size={15} aria-hidden="true" />
      {clockWords(seconds)}
      {urgency !== 'fine' && (
        <span className={classes.unseen}>{t(`board.clock.${urgency}`)}</span>
      )}
    </time>
  );
}
