import { createContext, useContext } from 'react';
import type { Shift, ShiftRule } from '../api/rota';
import type { Line, Peer, Staff } from '../api/types';
import type { Draft } from './draft';

// What every part of the rota needs.
export interface RotaState {
  line: Line;
  me: Staff;
  coordinates: boolean;
  // To the minute.
  now: Date;
  staff: readonly Peer[];
  rules: readonly ShiftRule[];
  // From today on.
  coming: readonly Shift[];
  // Whether they are known yet.
  isKnown: boolean;
  // Opens the form in which a shift is planned or changed.
  plan: (draft: Draft) => void;
  // Opens what there is to see and do of one.
  show: (shift: Shift) => void;
}

export const RotaContext = createContext<RotaState | null>(null);

export function useRota(): RotaState {
  const state = useContext(RotaContext);
  if (!state) throw new Error('used outside of the rota');
  return state;
}
