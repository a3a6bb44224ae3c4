import { afterEach, expect, test, vi } from 'vitest';
import { actions, conversations, session } from './calls';
import { setCsrfToken } from './http';
import { Problem } from './problem';

interface Sent {
  path: string;
  method: string;
  headers: Record<string, string>;
  body: unknown;
}

function answerWith(...answers: (Response | Error)[]): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    sent.push({
      path,
      method: init.method ?? 'GET',
      headers: init.headers as Record<string, string>,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    });
    const answer = answers.shift();
    return answer instanceof Response
      ? Promise.resolve(answer)
      : Promise.reject(answer ?? new Error('nothing left to answer'));
  });
  return sent;
}

function problem(status: number, fields: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ status, ...fields }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  });
}

async function failure(call: Promise<unknown>): Promise<Problem> {
  const error: unknown = await call.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Problem);
  return error as Problem;
}

afterEach(() => vi.unstubAllGlobals());

test('a claim that came second says who has the conversation', async () => {
  answerWith(problem(409, { code: 'already_claimed', owner: 's2', owner_name: 'Ana' }));
  const error = await failure(actions.claim('c1'));
  expect(error.code).toBe('already_claimed');
  expect(error.ownerName).toBe('Ana');
  expect(error.outcomeIsOpen).toBe(false);
});

test('too many tries carry how long to wait', async () => {
  answerWith(problem(429, { code: 'too_many_tries' }, { 'Retry-After': '30' }));
  const error = await failure(session.signIn('ana', 'wrong'));
  expect(error.code).toBe('too_many_tries');
  expect(error.retryAfterSeconds).toBe(30);
});

test('no answer at all is unreachable, and its outcome is open', async () => {
  answerWith(new TypeError('network'));
  const error = await failure(conversations.sendText('c1', 'hi', 'k1'));
  expect(error.code).toBe('unreachable');
  expect(error.outcomeIsOpen).toBe(true);
});

test('an answer that breaks off is none', async () => {
  const cut = new ReadableStream({ start: (body) => body.error(new TypeError('network')) });
  answerWith(new Response(cut, { status: 201 }));
  const error = await failure(conversations.sendText('c1', 'hi', 'k1'));
  expect(error.code).toBe('unreachable');
  expect(error.isPassing).toBe(true);
});

test('a page of somebody else is unexpected, not a crash', async () => {
  answerWith(new Response('<html>', { status: 502, headers: { 'Content-Type': 'text/html' } }));
  const error = await failure(conversations.one('c1'));
  expect(error.code).toBe('unexpected');
  expect(error.status).toBe(502);
  answerWith(new Response('{"items":', { status: 200 }));
  expect((await failure(conversations.page('mine', null))).code).toBe('unexpected');
});

test('changes carry the token of the session, and reading does not', async () => {
  const sent = answerWith(Response.json({}), Response.json({}));
  setCsrfToken('token-1');
  await conversations.sendText('a/b', 'hello', 'k1');
  await conversations.one('c1');
  expect(sent[0]).toMatchObject({
    method: 'POST',
    path: '/api/conversations/a%2Fb/texts',
    body: { body: 'hello', client_id: 'k1' },
  });
  expect(sent[0]?.headers['X-CSRF-Token']).toBe('token-1');
  expect(sent[1]?.headers).not.toHaveProperty('X-CSRF-Token');
});

test('a handoff names only what was chosen', async () => {
  const sent = answerWith(Response.json({}), Response.json({}), Response.json({}));
  await actions.handOff('c1', null, '');
  await actions.handOff('c1', 's2', 'likes the garden');
  await actions.assign('c1', null, 's2', '', true);
  expect(sent.map((call) => call.body)).toEqual([
    {},
    { to: 's2', note: 'likes the garden' },
    { to: 's2', from: null, insist: true },
  ]);
});

test('a marked-read answer has no body', async () => {
  answerWith(new Response(null, { status: 204 }));
  await expect(conversations.markRead('c1')).resolves.toBeUndefined();
});

test('a search asks for what was typed, in no address, and for where to go on', async () => {
  const page = () => new Response(JSON.stringify({ items: [], next: null }));
  const sent = answerWith(page(), page());
  await conversations.search('"go home" & niñ*', null);
  await conversations.search('a', 'NDI');
  expect(sent.map(({ path }) => path)).toEqual(['/api/search', '/api/search']);
  expect(sent.map(({ body }) => body)).toEqual([
    { q: '"go home" & niñ*', cursor: null, limit: 20 },
    { q: 'a', cursor: 'NDI', limit: 20 },
  ]);
});
