import { createContext, useContext } from 'react';
import type { Movable } from './moving';
import type { Moves } from './use_moves';

// What every row of the board needs.
export interface BoardState {
  now: Date;
  moves: Moves;
  // Whether several lines are shown at once, so that a row says which one it is of.
  severalLines: boolean;
  selected: ReadonlyMap<string, Movable>;
  select: (one: Movable, on: boolean) => void;
  // Asks to whom.
  assignTo: (moved: readonly Movable[]) => void;
  // While something is open over the board, nothing on it moves.
  hold: (still: boolean) => void;
}

export const BoardContext = createContext<BoardState | null>(null);

export function useBoard(): BoardState {
  const state = useContext(BoardContext);
  if (!state) throw new Error('used outside of the board');
  return state;
}
