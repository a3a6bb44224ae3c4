import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { board } from '../api/board';
import { actions } from '../api/calls';
import { keys } from '../api/keys';
import { asProblem } from '../api/problem';
import { mayInsist } from '../actions/insist';
import { forgetNote } from '../actions/kept_note';
import { markStale, readAgain } from '../live/read_again';
import { notices } from '../notices';
import { useSignedIn } from '../session/session';
import { t } from '../words';
import { heldBackOf, type HeldBack, type Recipient, type Refusal } from './held_back';
import type { Movable } from './moving';
import type { ReadQueue } from './use_board';

export interface Moves {
  // Those that are on their way to somewhere.
  moving: ReadonlySet<string>;
  // What is to be asked about, one reason after the other.
  heldBack: HeldBack | null;
  insist: () => void;
  letBe: () => void;
  assign: (moved: readonly Movable[], peer: Recipient, note?: string) => void;
  giveBack: (moved: readonly Movable[]) => void;
  returnAll: (peer: Recipient) => void;
}

// One after the other: so many requests at once would only wait for each other.
async function each(
  moved: readonly Movable[],
  act: (one: Movable) => Promise<unknown>,
): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  for (const one of moved) {
    try {
      await act(one);
    } catch (error) {
      refusals.push({ one, problem: asProblem(error) });
    }
  }
  return refusals;
}

// Somebody has them now; the next reading of the queue says the same.
function takeFromQueue(client: QueryClient, ids: ReadonlySet<string>): void {
  client.setQueriesData<ReadQueue>({ queryKey: keys.allQueues }, (kept) =>
    kept ? { ...kept, items: kept.items.filter(({ id }) => !ids.has(id)) } : kept,
  );
}

function tellRefusals(refusals: readonly Refusal[]): void {
  for (const { one, problem } of refusals) {
    if (problem.code === 'not_found') notices.tell(t('board.notOnTheirLine'));
    else notices.refused(problem, one.codename);
  }
}

function returnAll(peer: Recipient): void {
  void board
    .returnAll(peer.id)
    .then(({ returned }) => notices.tell(t('board.returned', { count: returned })))
    .catch((error: unknown) => notices.refused(error));
}

// Gives conversations to people and takes them back. A refusal means that one stands otherwise than
// shown, or that the person could not take it now: then one is asked whether to insist.
export function useMoves(): Moves {
  const { me } = useSignedIn();
  const client = useQueryClient();
  const [moving, setMoving] = useState<ReadonlySet<string>>(new Set());
  const [allHeldBack, setAllHeldBack] = useState<readonly HeldBack[]>([]);

  const move = useCallback(
    async (moved: readonly Movable[], act: (one: Movable) => Promise<unknown>) => {
      setMoving((before) => new Set([...before, ...moved.map(({ id }) => id)]));
      const refusals = await each(moved, act);
      // Shown where they are now before they can be taken up again.
      await Promise.all([
        markStale(client, keys.allQueues),
        readAgain(client, keys.allViews),
        readAgain(client, keys.allPeers),
      ]).catch(() => undefined);
      const done = new Set(moved.map(({ id }) => id));
      setMoving((before) => new Set([...before].filter((id) => !done.has(id))));
      return refusals;
    },
    [client],
  );

  const assign = useCallback(
    async (moved: readonly Movable[], peer: Recipient, note: string, insist: boolean) => {
      const refusals = await move(moved, (one) =>
        actions.assign(one.id, one.owner, peer.id, note, insist),
      );
      const insistable = refusals.filter(({ problem }) => !insist && mayInsist(problem.code));
      tellRefusals(refusals.filter((refusal) => !insistable.includes(refusal)));
      const refused = new Set(refusals.map(({ one }) => one.id));
      const done = moved.filter(({ id }) => !refused.has(id));
      takeFromQueue(client, new Set(done.map(({ id }) => id)));
      for (const { id } of done) forgetNote(me.id, id);
      if (done.length > 0) {
        notices.tell(t('board.assigned', { count: done.length, name: peer.name }));
      }
      const heldBack = heldBackOf(insistable, peer, note);
      setAllHeldBack((before) => [...before, ...heldBack]);
    },
    [client, me.id, move],
  );

  const heldBack = allHeldBack[0] ?? null;
  return useMemo(() => {
    const letBe = () => setAllHeldBack((all) => all.filter((one) => one !== heldBack));
    return {
      moving,
      heldBack,
      insist: () => {
        letBe();
        if (heldBack) void assign(heldBack.moved, heldBack.peer, heldBack.note, true);
      },
      letBe,
      assign: (moved, peer, note = '') => void assign(moved, peer, note, false),
      giveBack: (moved) => {
        void move(moved, (one) => actions.giveBack(one.id)).then((refusals) => {
          tellRefusals(refusals);
          const count = moved.length - refusals.length;
          if (count > 0) notices.tell(t('board.returned', { count }));
        });
      },
      returnAll,
    };
  }, [moving, heldBack, assign, move]);
}
