import type {
  InfiniteData,
  InvalidateOptions,
  Query,
  QueryClient,
  QueryKey,
} from '@tanstack/react-query';
import { keys } from '../api/keys';
import { Problem } from '../api/problem';
import type { Conversation, Page, View } from '../api/types';

// Waits for readings that are on their way: what they bring may be older than what we know of.
export async function arrived(client: QueryClient, queryKey: QueryKey): Promise<void> {
  const readings = client.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' });
  await Promise.allSettled(readings.map(async (query) => query.promise));
}

// Reads anew what is on screen under this key, and marks the rest as stale. TanStack Query lets a
// first reading that is on its way stand for the new one; it may have left before the change. What
// cannot be read says so where it is shown; it is thrown where `options` say so.
export async function readAgain(
  client: QueryClient,
  queryKey: QueryKey,
  options?: InvalidateOptions,
): Promise<void> {
  await arrived(client, queryKey);
  await client.invalidateQueries({ queryKey }, options);
}

// Whether reading it once more may bring it: what the service refuses it refuses again.
export function mayComeLater(error: unknown): boolean {
  return error instanceof Problem && (error.outcomeIsOpen || error.isPassing);
}

// Reads anew what is on screen and could not be read, or is known to be stale.
export async function readWhatIsMissing(client: QueryClient): Promise<void> {
  const isMissing = ({ state }: Query) =>
    state.status === 'error' ? mayComeLater(state.error) : state.isInvalidated;
  await client.refetchQueries({ type: 'active', fetchStatus: 'idle', predicate: isMissing });
}

type KeptList = Conversation[] | InfiniteData<Page<Conversation>>;

// A list that goes on may bring one of them to the front from where it was not read yet.
function mayHave(kept: KeptList | undefined, conversations: ReadonlySet<string>): boolean {
  const isIn = ({ id }: Conversation) => conversations.has(id);
  if (!kept) return true;
  if (Array.isArray(kept)) return kept.some(isIn);
  return kept.pages.some(({ items, next }) => next !== null || items.some(isIn));
}

// Reads anew the lists that these conversations are in, or may have come into (`views`). What is on its
// way may have left before the change, and so is read again too. Throws where one can't be read.
export async function readListsWith(
  client: QueryClient,
  conversations: ReadonlySet<string>,
  views: ReadonlySet<View>,
): Promise<void> {
  const queryKey = keys.allViews;
  const onTheirWay = new Set(client.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' }));
  await arrived(client, queryKey);
  const predicate = (list: Query) =>
    onTheirWay.has(list) ||
    list.queryKey.some((part) => views.has(part as View)) ||
    mayHave(list.state.data as KeptList | undefined, conversations);
  await client.invalidateQueries({ queryKey, predicate }, { throwOnError: true });
}

// Marks what is kept under this key as stale, and leaves reading it to whoever shows it.
export async function markStale(client: QueryClient, queryKey: QueryKey): Promise<void> {
  await arrived(client, queryKey);
  await client.invalidateQueries({ queryKey, refetchType: 'none' });
}
