import { InfiniteQueryObserver, QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { conversations } from '../api/calls';
import { keys } from '../api/keys';
import { addAffected, nothingAffected } from './affected';
import { event } from './fake_event';
import { readWhatIsMissing } from './read_again';
import { refresh } from './refresh';

afterEach(() => vi.unstubAllGlobals());

// The service: a thread that has these texts, or the status with which it answers instead.
function serviceWith(...ids: string[]) {
  const service = { ids, status: 200 };
  const answer = () =>
    service.status === 200
      ? Response.json({ items: service.ids.map((id) => ({ id })), next: null })
      : Response.json({ code: 'stopping' }, { status: service.status });
  vi.stubGlobal('fetch', () => Promise.resolve(answer()));
  return service;
}

function shownThread(client: QueryClient) {
  const observer = new InfiniteQueryObserver(client, {
    queryKey: keys.texts('c1'),
    queryFn: ({ pageParam }) => conversations.texts('c1', pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  observer.subscribe(() => undefined);
  return () =>
    observer.getCurrentResult().data?.pages.flatMap(({ items }) => items.map(({ id }) => id));
}

const textCame = () => {
  const affected = nothingAffected();
  addAffected(affected, event(1, { data: { text: 't2' } }));
  return affected;
};

test('a text that a service could not give out comes with the next reading', async () => {
  const service = serviceWith('t1');
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const shown = shownThread(client);
  await vi.waitFor(() => expect(shown()).toEqual(['t1']));
  service.ids.push('t2');
  service.status = 503;
  expect(await refresh(client, textCame())).toBe(false);
  service.status = 200;
  expect(await refresh(client, textCame())).toBe(true);
  expect(shown()).toEqual(['t1', 't2']);
});

test('a list that could not be read is missed too, and what is refused is not', async () => {
  const service = serviceWith('c1');
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const list = new QueryObserver(client, {
    queryKey: keys.view('mine'),
    queryFn: () => conversations.page('mine', null).then((page) => ({ pages: [page] })),
  });
  list.subscribe(() => undefined);
  await vi.waitFor(() => expect(list.getCurrentResult().isSuccess).toBe(true));
  service.status = 502;
  expect(await refresh(client, textCame())).toBe(false);
  service.status = 403;
  expect(await refresh(client, textCame())).toBe(true);
});

test('what is on screen and missing is read once the service is there again', async () => {
  const service = serviceWith('t1');
  service.status = 503;
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const shown = shownThread(client);
  const query = () => client.getQueryState(keys.texts('c1'));
  await vi.waitFor(() => expect(query()?.status).toBe('error'));
  service.status = 200;
  await readWhatIsMissing(client);
  expect(shown()).toEqual(['t1']);
  service.status = 403;
  await client.refetchQueries();
  service.status = 200;
  service.ids.push('t2');
  await readWhatIsMissing(client);
  expect(shown()).toEqual(['t1']);
});
