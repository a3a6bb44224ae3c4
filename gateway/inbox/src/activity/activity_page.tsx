// The audit log: who did what, and when; whose number was seen, by whom and why.
import { ActionIcon, Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { lines as lineCalls } from '../api/calls';
import { keys } from '../api/keys';
import { asProblem } from '../api/problem';
import type { Line } from '../api/types';
import { IconDownload, IconRefresh } from '../icons';
import { notices } from '../notices';
import { PageFrame } from '../shell/page_frame';
import { useStaff } from '../staff/use_staff';
import { t } from '../words';
import { problemWords } from '../words/problems';
import classes from './activity.module.css';
import { Filters } from './filters';
import { HappenedList } from './happened_list';
import { nothingChosen, type Chosen } from './narrowing';
import { tableOf } from './table';
import { gather, tableRowsMax, useActivity } from './use_activity';

const asked = () => new URLSearchParams(location.search).get('conversation');

function nameIn(lines: readonly Line[]) {
  return (id: string | null) => lines.find((line) => line.id === id)?.name ?? null;
}

function save(table: string): void {
  // The mark at the beginning tells spreadsheets that it is UTF-8.
  const file = new Blob(['\uFEFF', table], { type: 'text/csv;charset=utf-8' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `activity-${new Date().toISOString().slice(0, 10)}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

function SaveTable({
  chosen,
  lineName,
}: {
  chosen: Chosen;
  lineName: (id: string | null) => string | null;
}) {
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    try {
      const all = await gather(chosen);
      save(tableOf(all, lineName));
      if (all.length >= tableRowsMax) {
        notices.tell(t('activity.csvCut', { count: tableRowsMax }));
      }
    } catch (error) {
      notices.refused(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      variant="default"
      radius="xl"
      leftSection={<IconDownload size={18} aria-hidden="true" />}
      loading={busy}
      onClick={() => void make()}
    >
      {t('activity.csv')}
    </Button>
  );
}

export function ActivityPage() {
  const [chosen, setChosen] = useState<Chosen>(() => ({ ...nothingChosen, conversation: asked() }));
  const lines = useQuery({ queryKey: keys.lines, queryFn: lineCalls.all }).data?.items ?? [];
  const staff = useStaff().data?.items ?? [];
  const found = useActivity(chosen);
  const lineName = nameIn(lines);
  const { fetchNextPage } = found;
  const onMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const codename = found.all.find((one) => one.conversation === chosen.conversation)?.codename;
  const acts = (
    <>
      <SaveTable chosen={chosen} lineName={lineName} />
      <ActionIcon
        variant="default"
        size={38}
        radius="xl"
        aria-label={t('activity.newer')}
        onClick={() => void found.refetch()}
      >
        <IconRefresh size={18} aria-hidden="true" />
      </ActionIcon>
    </>
  );
  return (
    <PageFrame heading={t('activity.heading')} lead={t('activity.lead')} acts={acts}>
      <Filters
        chosen={chosen}
        change={(more) => setChosen((before) => ({ ...before, ...more }))}
        lines={lines}
        staff={staff}
        codename={codename ?? null}
      />
      {found.isPending && <Loader m="md" />}
      {found.isError && (
        <p role="alert" className={classes.foot}>
          {problemWords(asProblem(found.error))}
        </p>
      )}
      {found.isSuccess && found.all.length === 0 && !found.hasNextPage ? (
        <p className={classes.foot}>{t('activity.empty')}</p>
      ) : (
        found.isSuccess && (
          <HappenedList
            key={JSON.stringify(chosen)}
            all={found.all}
            lineName={lineName}
            more={found.hasNextPage}
            fetching={found.isFetchingNextPage}
            onMore={onMore}
          />
        )
      )}
    </PageFrame>
  );
}
