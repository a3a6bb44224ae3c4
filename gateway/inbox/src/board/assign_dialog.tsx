import { PassOnDialog } from '../actions/pass_on_dialog';
import { reservation } from '../actions/insist';
import { Ask } from '../ask';
import { usePeers } from '../people/use_peers';
import { t } from '../words';
import type { Movable } from './moving';
import type { Moves } from './use_moves';

interface AssignProps {
  moved: readonly Movable[];
  moves: Moves;
  onDone: () => void;
}

// To whom, by menu: anybody of the line may be chosen.
export function AssignDialog({ moved, moves, onDone }: AssignProps) {
  const [first] = moved;
  const people = usePeers(first?.line ?? '');
  if (!first) return null;
  const others = people.filter(({ id }) => moved.some(({ owner }) => owner !== id));
  return (
    <PassOnDialog
      conversations={moved.map(({ id }) => id)}
      heading={
        moved.length === 1
          ? t('actions.assignHeading', { codename: first.codename })
          : t('board.several.assignHeading', { count: moved.length })
      }
      confirm={t('actions.assign')}
      people={others}
      toQueue={false}
      anyone
      busy={false}
      onCancel={onDone}
      onPassOn={(peer, note) => {
        if (peer) moves.assign(moved, peer, note);
        onDone();
      }}
    />
  );
}

// The person could not take them now: assign all the same? Of another reason it asks anew, with the
// focus on leaving it.
export function InsistDialog({ moves }: { moves: Moves }) {
  const { heldBack } = moves;
  if (!heldBack) return null;
  const { moved, peer, code } = heldBack;
  return (
    <Ask
      key={`${code} ${moved.map(({ id }) => id).join()}`}
      heading={t('actions.insistHeading')}
      confirm={t('actions.insist')}
      stay={t('common.cancel')}
      onConfirm={moves.insist}
      onStay={moves.letBe}
    >
      <p>{reservation(peer, code)}</p>
      <p>{t('board.several.these', { codenames: moved.map((one) => one.codename).join(', ') })}</p>
    </Ask>
  );
}
