import { createContext, useContext, useEffect, useState } from 'react';
import type { Movable } from './moving';
import type { Moves } from './use_moves';

// What every row of the board needs. The time is apart: it moves by itself.
export interface BoardState {
  moves: Moves;
  // Whether several lines are shown at once, so that a row says which one it is of.
  severalLines: boolean;
  selected: ReadonlyMap<string, Movable>;
  select: (one: Movable, on: boolean) => void;
  // Asks to whom.
  assignTo: (moved: readonly Movable[]) => void;
  // Opens what says how the line stands.
  switchLine: (line: string) => void;
  // While something is open over the board, nothing on it moves.
  hold: (still: boolean) => void;
}

export const BoardNow = createContext(new Date(0));
export const BoardContext = createContext<BoardState | null>(null);

export const useBoardNow = (): Date => useContext(BoardNow);

export function useBoard(): BoardState {
  const state = useContext(BoardContext);
  if (!state) throw new Error('used outside of the board');
  return state;
}

// For a menu on the board: to be told whether it is open. Its row may go meanwhile (scrolled away, or
// drawn anew in another shape), and must not hold the board from then on.
export function useHoldWhileOpen(): (isOpen: boolean) => void {
  const { hold } = useBoard();
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    hold(true);
    return () => hold(false);
  }, [isOpen, hold]);
  return setIsOpen;
}
