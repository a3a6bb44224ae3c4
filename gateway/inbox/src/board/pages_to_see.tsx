import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { board, type StaffPage } from '../api/board';
import { keys } from '../api/keys';
import { useLines } from '../inbox/use_views';
import { Link } from '../link';
import { readAgain } from '../live/read_again';
import { notices } from '../notices';
import { paths } from '../route';
import { t } from '../words';
import { clockTime } from '../words/times';
import classes from './board.module.css';
import { usePages } from './use_board';

function useAcknowledge() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: board.acknowledge,
    onError: (error) => notices.refused(error),
    onSettled: () => void readAgain(client, keys.pages),
  });
}

function One({ page }: { page: StaffPage }) {
  const acknowledge = useAcknowledge();
  const lines = useLines();
  const line = lines.find(({ id }) => id === page.line);
  const texted = page.texted.map(({ name }) => name).join(', ');
  return (
    <li className={classes.page}>
      <p>
        <b>{t(`board.pages.${page.reason}`)}</b>
        {lines.length > 1 && line && ` ${line.name}`}
      </p>
      <p className={classes.standing}>
        {t('board.pages.since', { time: clockTime(page.began_at) })}{' '}
        {texted === ''
          ? t('board.pages.nobody')
          : t('board.pages.texted', { names: texted })}
      </p>
      <div className={classes.pageActs}>
        <Button
          size="compact-md"
          radius="xl"
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate(page.id)}
        >
          {t('board.pages.acknowledge')}
        </Button>
        {page.conversation !== null && (
          <Link href={paths.conversation(page.conversation)}>{t('board.row.open')}</Link>
        )}
      </div>
    </li>
  );
}

// What coordinators were called for and nobody has said yet that they see to.
export function PagesToSee() {
  const pages = usePages();
  if (pages.length === 0) return null;
  return (
    <section className={classes.pages} aria-labelledby="board-pages">
      <h2 className={classes.heading} id="board-pages">
        {t('board.pages.heading')}
        <span className={classes.count}>{pages.length}</span>
      </h2>
      <ul className={classes.plain}>
        {pages.map((page) => (
          <One key={page.id} page={page} />
        ))}
      </ul>
    </section>
  );
}
