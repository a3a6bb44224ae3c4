import { Problem, problemOf } from './problem';

const waitLimitMs = 20_000;

let csrf = '';

// The service names a token at sign-in; every change carries it. It is that of whose desk this page
// is: what somebody else wrote here is refused to them.
export function setCsrfToken(token: string): void {
  csrf = token;
}

interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
}

function requestOf(call: Call): RequestInit {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (call.method !== 'GET') headers['X-CSRF-Token'] = csrf;
  const request: RequestInit = {
    method: call.method,
    headers,
    credentials: 'same-origin',
    signal: AbortSignal.timeout(waitLimitMs),
  };
  if (call.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    request.body = JSON.stringify(call.body);
  }
  return request;
}

async function answerOf(call: Call): Promise<Response> {
  try {
    return await fetch(call.path, requestOf(call));
  } catch {
    throw new Problem(0, 'unreachable');
  }
}

// Whether the service would give this out; what it is, is left alone. Throws a Problem.
async function look(path: string): Promise<true> {
  const response = await answerOf({ method: 'GET', path });
  if (!response.ok) throw await problemOf(response);
  await response.body?.cancel();
  return true;
}

// The one way to the service. Throws a Problem, nothing else.
async function send<Answer>(call: Call): Promise<Answer> {
  const response = await answerOf(call);
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as Answer;
  try {
    return (await response.json()) as Answer;
  } catch (error) {
    if (error instanceof SyntaxError) throw new Problem(response.status, 'unexpected');
    // It broke off on its way.
    throw new Problem(0, 'unreachable');
  }
}

export const http = {
  get: <Answer>(path: string) => send<Answer>({ method: 'GET', path }),
  post: <Answer>(path: string, body: unknown = {}) => send<Answer>({ method: 'POST', path, body }),
  put: <Answer>(path: string, body: unknown) => send<Answer>({ method: 'PUT', path, body }),
  patch: <Answer>(path: string, body: unknown) => send<Answer>({ method: 'PATCH', path, body }),
  look,
  delete: (path: string) => send<undefined>({ method: 'DELETE', path }),
};
