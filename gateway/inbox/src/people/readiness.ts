// Who could take a conversation now.
import type { Peer } from '../api/types';

export type Readiness = 'free' | 'full' | 'break' | 'off';

export function readinessOf(peer: Peer): Readiness {
  if (peer.presence !== 'on') return peer.presence;
  return peer.load < peer.capacity ? 'free' : 'full';
}

const order: readonly Readiness[] = ['free', 'full', 'break', 'off'];

// Free first, the lightest load first; then by name.
export function byReadiness(peers: readonly Peer[]): Peer[] {
  return [...peers].sort((a, b) => {
    const readiness = order.indexOf(readinessOf(a)) - order.indexOf(readinessOf(b));
    return readiness || a.load - b.load || a.name.localeCompare(b.name);
  });
}
