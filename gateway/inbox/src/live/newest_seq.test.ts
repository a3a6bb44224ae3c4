import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { conversations } from '../api/calls';
import { setCsrfToken } from '../api/http';
import { keys } from '../api/keys';
import { queryClient } from '../query_client';
import { sessionQuery } from '../session/session_query';
import { newestSeq } from './newest_seq';

const sessionOf = (id: string) => ({ staff: { id }, csrf: `token of ${id}`, seq: 41 });
const tokens: (string | undefined)[] = [];

// The service as it answers to whoever the cookie is of.
function cookieIsOf(id: string | null): void {
  vi.stubGlobal('fetch', (path: string, { headers }: { headers: Record<string, string> }) => {
    if (path !== '/api/me') tokens.push(headers['X-CSRF-Token']);
    if (id === null) return Promise.resolve(Response.json({}, { status: 401 }));
    return Promise.resolve(Response.json(path === '/api/me' ? sessionOf(id) : {}));
  });
}

const tokenOfNextText = async () => {
  await conversations.sendText('c1', 'hello', 'k1');
  return tokens.at(-1);
};
const kept = (queryKey: readonly unknown[]) => queryClient.getQueryData(queryKey);

beforeEach(() => {
  setCsrfToken('an older token of ana');
  queryClient.setQueryData(keys.session, sessionOf('ana'));
  queryClient.setQueryData(keys.conversation('c1'), { owner: 'ana' });
});
afterEach(() => {
  vi.unstubAllGlobals();
  queryClient.clear();
});

test('whoever signed in anew goes on with their new token', async () => {
  cookieIsOf('ana');
  expect(await newestSeq('ana')).toBe(41);
  expect(await tokenOfNextText()).toBe('token of ana');
  expect(kept(keys.conversation('c1'))).toEqual({ owner: 'ana' });
});

test('where somebody else has signed in the page becomes theirs, and nothing leaves for them', async () => {
  cookieIsOf('cora');
  expect(await newestSeq('ana')).toBeNull();
  expect(kept(keys.session)).toEqual(sessionOf('cora'));
  expect(kept(keys.conversation('c1'))).toBeUndefined();
  expect(await tokenOfNextText()).toBe('an older token of ana');
});

test('it is the same where the session is read again', async () => {
  cookieIsOf('cora');
  await queryClient.query({ ...sessionQuery, staleTime: 0 });
  expect(kept(keys.session)).toEqual(sessionOf('cora'));
  expect(kept(keys.conversation('c1'))).toBeUndefined();
  expect(await tokenOfNextText()).toBe('an older token of ana');
});

test('who is signed in no more is told apart from a service that does not answer', async () => {
  cookieIsOf(null);
  expect(await newestSeq('ana')).toBe('signed_out');
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')));
  expect(await newestSeq('ana')).toBeNull();
});
