import { Button } from '@mantine/core';
import type { TroubledText } from '../api/board';
import { Link } from '../link';
import { paths } from '../route';
import { failureWords } from '../thread/failure';
import { t } from '../words';
import { dayAndTime } from '../words/times';
import classes from './board.module.css';
import { useBoardNow } from './board_context';
import { useTroubledTexts } from './use_board';

function One({ text }: { text: TroubledText }) {
  const now = useBoardNow();
  const { codename } = text.texter;
  return (
    <li className={classes.troubled} data-testid="troubled" data-status={text.status}>
      <span className={classes.rowName}>
        {text.conversation === null ? (
          codename
        ) : (
          <Link href={paths.conversation(text.conversation)}>{codename}</Link>
        )}
        <span className={text.status === 'failed' ? classes.urgent : classes.unsure}>
          {t(`board.troubled.${text.status}`)}
        </span>
      </span>
      <span className={classes.standing}>
        {t('board.troubled.by', {
          name: text.author_name ?? t('board.troubled.line'),
          time: dayAndTime(text.at, now),
        })}
      </span>
      {text.status === 'failed' && (
        <span className={classes.standing}>{failureWords(text.error)}</span>
      )}
    </li>
  );
}

// Sends that did not arrive, as far as anybody knows.
export function Troubled({ line }: { line: string }) {
  const asked = useTroubledTexts(line);
  const texts = asked.data ?? [];
  return (
    <section className={classes.part}>
      <h3>{t('board.troubled.heading')}</h3>
      {asked.isSuccess && texts.length === 0 && (
        <p className={classes.none}>{t('board.troubled.none')}</p>
      )}
      <ul className={classes.plain} aria-label={t('board.troubled.heading')}>
        {texts.map((text) => (
          <One key={text.id} text={text} />
        ))}
      </ul>
      {asked.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={asked.isFetchingNextPage}
          onClick={() => void asked.fetchNextPage()}
        >
          {t('common.showMore')}
        </Button>
      )}
    </section>
  );
}
