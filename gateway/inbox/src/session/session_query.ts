// Who is signed in, as the service says; null for nobody.
import { queryOptions } from '@tanstack/react-query';
import { session } from '../api/calls';
import { keys } from '../api/keys';
import { asProblem } from '../api/problem';
import type { Session } from '../api/types';
import { dropAllRead, queryClient } from '../query_client';

async function currentSession(): Promise<Session | null> {
  const before = queryClient.getQueryData<Session | null>(keys.session);
  try {
    const current = await session.current();
    if (before && before.staff.id !== current.staff.id) dropAllRead();
    return current;
  } catch (error) {
    if (asProblem(error).status === 401) return null;
    throw error;
  }
}

export const sessionQuery = queryOptions({ queryKey: keys.session, queryFn: currentSession });
