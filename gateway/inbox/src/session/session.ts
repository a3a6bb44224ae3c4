// Who is signed in, for everything below the gate.
import { createContext, useContext } from 'react';
import type { Settings, Staff } from '../api/types';
import { storeOf } from '../composer/browser_store';
import { Drafts } from '../composer/drafts';
import type { Outgoing } from '../composer/outgoing';
import type { Connection } from '../live/feed';
import type { Viewers } from '../live/viewers';

export interface SignedIn {
  me: Staff;
  settings: Settings;
  drafts: Drafts;
  outgoing: Outgoing;
  connection: Connection;
  viewers: Viewers;
}

export const SignedInContext = createContext<SignedIn | null>(null);

export function useSignedIn(): SignedIn {
  const signedIn = useContext(SignedInContext);
  if (!signedIn) throw new Error('used outside of the session gate');
  return signedIn;
}

export function isCoordinator(staff: Staff): boolean {
  return staff.role !== 'peer';
}

export function staffStore(staff: string) {
  return storeOf(localStorage, `warmline.${staff}.`);
}
