import { Button, Loader } from '@mantine/core';
import { useId } from 'react';
import type { Conversation, View } from '../api/types';
import { t } from '../words';
import classes from './inbox.module.css';
import { ListItem } from './list_item';
import { useView } from './use_views';

interface SectionProps {
  view: View;
  heading: string;
  chosen: string | null;
  arrange?: (conversations: readonly Conversation[]) => Conversation[];
}

// One list, as long as the service says and grown by "Show more".
export function Section({ view, heading, chosen, arrange }: SectionProps) {
  const title = useId();
  const asked = useView(view);
  const listed = asked.data ?? [];
  const items = arrange ? arrange(listed) : listed;
  return (
    <section className={classes.section} data-view={view}>
      <h2 className={classes.sectionHeading}>
        <span id={title}>{heading}</span>
        {items.length > 0 && (
          <span className={classes.count}>
            {items.length}
            {asked.hasNextPage && '+'}
          </span>
        )}
      </h2>
      {asked.isPending && <Loader size="sm" className={classes.loader} />}
      {asked.isError && items.length === 0 && (
        <p className={classes.none} role="alert">
          {t('list.failed')}{' '}
          <Button variant="subtle" size="compact-sm" onClick={() => void asked.refetch()}>
            {t('common.tryAgain')}
          </Button>
        </p>
      )}
      {asked.isSuccess && items.length === 0 && (
        <p className={classes.none}>{t(`list.none.${view}`)}</p>
      )}
      <ul aria-labelledby={title} className={classes.items}>
        {items.map((conversation) => (
          <ListItem
            key={conversation.id}
            conversation={conversation}
            view={view}
            chosen={conversation.id === chosen}
          />
        ))}
      </ul>
      {asked.hasNextPage && (
        <Button
          variant="subtle"
          fullWidth
          loading={asked.isFetchingNextPage}
          onClick={() => void asked.fetchNextPage()}
        >
          {t('common.showMore')}
        </Button>
      )}
    </section>
  );
}
