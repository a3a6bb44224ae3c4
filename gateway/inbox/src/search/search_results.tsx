import { Button, Loader } from '@mantine/core';
import { asProblem, type Problem } from '../api/problem';
import { t } from '../words';
import { problemWords } from '../words/problems';
import { FoundItem } from './found_item';
import classes from './search.module.css';
import { useSearch } from './use_search';

function Failed({ problem, onAgain }: { problem: Problem; onAgain: () => void }) {
  if (problem.code === 'nothing_to_search') {
    return <p className={classes.state}>{t('search.nothingToSearch')}</p>;
  }
  if (problem.code === 'too_long') return <p className={classes.state}>{t('search.tooMuch')}</p>;
  return (
    <p className={classes.state} role="alert">
      {problemWords(problem)}{' '}
      <Button variant="subtle" size="compact-sm" onClick={onAgain}>
        {t('common.tryAgain')}
      </Button>
    </p>
  );
}

export function SearchResults({ typed }: { typed: string }) {
  const asked = useSearch(typed);
  const found = asked.data ?? [];
  const isLooking = asked.isTyping || asked.isPending;
  return (
    <section className={classes.results} aria-label={t('search.results')} aria-busy={isLooking}>
      <p className={classes.summary} role="status">
        {!isLooking &&
          found.length > 0 &&
          t(asked.hasNextPage ? 'search.countSoFar' : 'search.count', { count: found.length })}
      </p>
      {isLooking && found.length === 0 && <Loader size="sm" className={classes.loader} />}
      {!isLooking && asked.isError && (
        <Failed problem={asProblem(asked.error)} onAgain={() => void asked.refetch()} />
      )}
      {!isLooking && asked.isSuccess && found.length === 0 && (
        <p className={classes.state}>
          {asked.hasNextPage ? t('search.noneYet') : t('search.none')}
        </p>
      )}
      <ul className={classes.items} aria-label={t('search.results')}>
        {found.map((one) => (
          <FoundItem key={one.text} found={one} />
        ))}
      </ul>
      {!isLooking && asked.hasNextPage && (
        <Button
          variant="subtle"
          fullWidth
          loading={asked.isFetchingNextPage}
          onClick={() => void asked.fetchNextPage()}
        >
          {found.length === 0 ? t('search.further') : t('common.showMore')}
        </Button>
      )}
    </section>
  );
}
