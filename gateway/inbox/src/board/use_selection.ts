import { useCallback, useMemo, useState } from 'react';
import type { Queued } from '../api/board';
import { movableOf, movableOfQueued, type Movable } from './moving';
import type { PersonOnBoard } from './people';

// Which conversations are chosen for something to be done with all of them. One that went elsewhere
// meanwhile is chosen as it is now; one that is closed is not any more.
export function useSelection(queue: readonly Queued[], people: readonly PersonOnBoard[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const selected = useMemo(() => {
    const found = new Map<string, Movable>();
    if (ids.size === 0) return found;
    const all = [
      ...queue.map(movableOfQueued),
      ...people.flatMap(({ has }) => has.map(movableOf)),
    ];
    for (const one of all) if (ids.has(one.id)) found.set(one.id, one);
    return found;
  }, [ids, queue, people]);
  const select = useCallback((one: Movable, on: boolean) => {
    setIds((before) => {
      const after = new Set(before);
      if (on) after.add(one.id);
      else after.delete(one.id);
      return after;
    });
  }, []);
  const clear = useCallback(() => setIds(new Set()), []);
  return { selected, select, clear };
}
