// Why the service holds back from giving a conversation to somebody until one insists.
import type { Peer } from '../api/types';
import { t } from '../words';

const insistable: readonly string[] = ['peer_off', 'peer_full', 'not_wanted'];

export const mayInsist = (code: string) => insistable.includes(code);

export function reservation(peer: Pick<Peer, 'name' | 'presence'>, code: string): string {
  const { name } = peer;
  if (code === 'not_wanted') return t('actions.peerNotWanted', { name });
  if (code === 'peer_full') return t('actions.peerFull', { name });
  return peer.presence === 'break'
    ? t('actions.peerBreak', { name })
    : t('actions.peerOff', { name });
}
