import { ActionIcon, Menu } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { board, type OnCall as One } from '../api/board';
import { keys } from '../api/keys';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '../icons';
import { notices } from '../notices';
import { t } from '../words';
import { useHoldWhileOpen } from './board_context';
import classes from './board.module.css';
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
    onSuccess: (answer) => client.setQueryData(keys.onCall(line), answer),
    onError: (error) => notices.refused(error),
  });
}

interface PlaceProps {
  all: readonly One[];
  index: number;
  onChange: (all: One[]) => void;
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

// Which coordinators are texted when the line needs one, in order.
export function OnCall({ line }: { line: string }) {
  const hold = useHoldWhileOpen();
  const all = useOnCall(line) ?? [];
  const set = useSetOnCall(line);
  const others = (useBoardPeers(line) ?? []).filter(
    ({ id, role }) => role !== 'peer' && !all.some((one) => one.id === id),
  );
  return (
    <section className={classes.part}>
      <h3>{t('board.onCall.heading')}</h3>
      {all.length === 0 && <p className={classes.none}>{t('board.onCall.nobody')}</p>}
      <ol className={classes.places} aria-label={t('board.onCall.heading')}>
        {all.map((one, index) => (
          <Place key={one.id} all={all} index={index} onChange={(after) => set.mutate(after)} />
        ))}
      </ol>
      {others.length > 0 && (
        <Menu position="bottom-start" shadow="md" onChange={hold}>
          <Menu.Target>
            <button type="button" className={classes.quietAct}>
              <IconPlus size={16} aria-hidden="true" /> {t('board.onCall.add')}
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((peer) => (
              <Menu.Item
                key={peer.id}
                onClick={() =>
                  set.mutate([...all, { id: peer.id, name: peer.name, has_phone: false }])
                }
              >
                {peer.name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </section>
  );
}
