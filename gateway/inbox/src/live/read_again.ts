import type { QueryClient, QueryKey } from '@tanstack/react-query';

// Waits for readings that are on their way: what they bring may be older than what we know of.
export async function arrived(client: QueryClient, queryKey: QueryKey): Promise<void> {
  const readings = client.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' });
  await Promise.allSettled(readings.map(async (query) => query.promise));
}

// Reads anew what is on screen under this key, and marks the rest as stale. TanStack Query lets a
// first reading that is on its way stand for the new one; it may have left before the change.
export async function readAgain(client: QueryClient, queryKey: QueryKey): Promise<void> {
  await arrived(client, queryKey);
  await client.invalidateQueries({ queryKey });
}

// Marks what is kept under this key as stale, and leaves reading it to whoever shows it.
export async function markStale(client: QueryClient, queryKey: QueryKey): Promise<void> {
  await arrived(client, queryKey);
  await client.invalidateQueries({ queryKey, refetchType: 'none' });
}
