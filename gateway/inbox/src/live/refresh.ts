import type { QueryClient } from '@tanstack/react-query';
import { keys } from '../api/keys';
import { wordingKeys } from '../api/wording';
import { refreshThread } from '../thread/kept_thread';
import type { Affected } from './affected';
import { markStale, mayComeLater, readAgain, readListsWith } from './read_again';

const headStartMs = 50;

const pause = (ms: number) => new Promise((over) => setTimeout(over, ms));

// Reads anew what is on screen of it. False where some of it didn't come, and may another time.
export async function refresh(client: QueryClient, affected: Affected): Promise<boolean> {
  const stale = (queryKey: readonly unknown[]) =>
    readAgain(client, queryKey, { throwOnError: true });
  if (affected.queues) void markStale(client, keys.allQueues);
  if (affected.erased) client.removeQueries({ queryKey: keys.allTexts, type: 'inactive' });
  const threads = [...affected.threads].map(([id, rows]) => refreshThread(client, id, rows));
  // What somebody reads word by word is drawn before what stands around it.
  if (threads.length > 0) await Promise.race([Promise.allSettled(threads), pause(headStartMs)]);
  const readings = await Promise.allSettled([
    ...threads,
    ...[...affected.conversations].map((id) => stale(keys.conversation(id))),
    readListsWith(client, affected.conversations, affected.lists),
    affected.peers && stale(keys.allPeers),
    affected.session && stale(keys.session),
    affected.wording && stale(wordingKeys.allWording),
    affected.snippets && stale(wordingKeys.allSnippets),
    affected.erased && stale(keys.allTexts),
    affected.erased && stale(keys.allFound),
    ...[...affected.others].map(stale),
  ]);
  return !readings.some((one) => one.status === 'rejected' && mayComeLater(one.reason));
}
