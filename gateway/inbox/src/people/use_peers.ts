import { useQuery } from '@tanstack/react-query';
import { lines } from '../api/calls';
import { keys } from '../api/keys';
import type { Peer } from '../api/types';
import { byReadiness } from './readiness';

export function usePeers(line: string): Peer[] {
  const asked = useQuery({ queryKey: keys.peers(line), queryFn: () => lines.peers(line) });
  return byReadiness(asked.data?.items ?? []);
}
