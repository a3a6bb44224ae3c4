import { ActionIcon, Menu } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { board, type OnCall as One } from '../api/board';
import { keys } from '../api/keys';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '../icons';
import { readAgain } from '../live/read_again';
import { notices } from '../notices';
import { t } from '../words';
import { useHoldWhileOpen } from './board_context';
import classes from './board.module.css';
import { NotLoaded } from './not_loaded';
import { useBoardPeers, useOnCall } from './use_board';

// `list` with what stands at `from` put at `to`.
export function moved<Item>(list: readonly Item[], from: number, to: number): Item[] {
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)];
}

function useSetOnCall(line: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (staff: readonly One[]) =>
      board.setOnCall(
        line,
        staff.map(({ id }) => id),
      ),
    // One after the other: the last one chosen is the last one set.
    scope: { id: `on call ${line}` },
    onSuccess: async (answer) => {
      // A reading that left before the change would bring back what was there.
      await client.cancelQueries({ queryKey: keys.onCall(line) });
      client.setQueryData(keys.onCall(line), answer);
    },
    onError: (error) => {
      notices.refused(error);
      void readAgain(client, keys.onCall(line));
    },
  });
}

// Null where it is not known as it is now: what one changes about it takes the place of all of it.
function useList(line: string) {
  const asked = useOnCall(line);
  const set = useSetOnCall(line);
  const read = asked.isSuccess ? asked.data.items : null;
  return {
    // Changes that come quickly one after the other each go on from the one before.
    all: set.isPending ? set.variables : read,
    hasFailed: asked.isError,
    refetch: asked.refetch,
    change: set.mutate,
  };
}

interface PlaceProps {
  all: readonly One[];
  index: number;
  onChange: (all: readonly One[]) => void;
}

function Place({ all, index, onChange }: PlaceProps) {
  const one = all[index];
  if (!one) return null;
  const act = (name: string, Icon: typeof IconX, after: One[], disabled = false) => (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      radius="xl"
      aria-label={name}
      disabled={disabled}
      onClick={() => onChange(after)}
    >
      <Icon size={16} aria-hidden="true" />
    </ActionIcon>
  );
  const { name } = one;
  return (
    <li className={classes.place}>
      <span className={classes.placeName}>
        {name}
        {!one.has_phone && <small>{t('board.onCall.noPhone')}</small>}
      </span>
      {act(t('board.onCall.earlier', { name }), IconArrowUp, moved(all, index, index - 1), index === 0)}
      {act(
        t('board.onCall.later', { name }),
        IconArrowDown,
        moved(all, index, index + 1),
        index === all.length - 1,
      )}
      {act(
        t('board.onCall.remove', { name }),
        IconX,
        all.filter(({ id }) => id !== one.id),
      )}
    </li>
  );
}

interface ListProps {
  line: string;
  all: readonly One[];
  onChange: (all: readonly One[]) => void;
}

function Add({ line, all, onChange }: ListProps) {
  const hold = useHoldWhileOpen();
  const others = (useBoardPeers(line) ?? []).filter(
    ({ id, role }) => role !== 'peer' && !all.some((one) => one.id === id),
  );
  if (others.length === 0) return null;
  return (
    <Menu position="bottom-start" shadow="md" onChange={hold}>
      <Menu.Target>
        <button type="button" className={classes.quietAct}>
          <IconPlus size={16} aria-hidden="true" /> {t('board.onCall.add')}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {others.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => onChange([...all, { id, name, has_phone: false }])}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function List({ line, all, onChange }: ListProps) {
  return (
    <>
      {all.length === 0 && <p className={classes.none}>{t('board.onCall.nobody')}</p>}
      <ol className={classes.places} aria-label={t('board.onCall.heading')}>
        {all.map((one, index) => (
          <Place key={one.id} all={all} index={index} onChange={onChange} />
        ))}
      </ol>
      <Add line={line} all={all} onChange={onChange} />
    </>
  );
}

// Which coordinators are texted when the line needs one, in order.
export function OnCall({ line }: { line: string }) {
  const { all, hasFailed, refetch, change } = useList(line);
  return (
    <section className={classes.part}>
      <h3>{t('board.onCall.heading')}</h3>
      {hasFailed && <NotLoaded onAgain={refetch} />}
      {all && <List line={line} all={all} onChange={change} />}
    </section>
  );
}
