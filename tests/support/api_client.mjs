// A member of staff, or a program of theirs, who uses the API.
export class ApiClient {
  constructor(base, headers = {}) {
    this.base = base;
    this.headers = headers;
  }

  static withToken(base, token) {
    return new ApiClient(base, { Authorization: `Bearer ${token}` });
  }

  // As the inbox does it: a cookie, and the CSRF token with every change.
  static async signIn(base, username, password) {
    const answer = await new ApiClient(base).post('/api/session', { username, password });
    if (answer.status !== 200) throw new Error(`${username} can't sign in: ${answer.status}`);
    const cookie = answer.headers.get('set-cookie').split(';')[0];
    return new ApiClient(base, { Cookie: cookie, 'X-CSRF-Token': answer.body.csrf });
  }

  // {status, headers, body}, the body as JSON where it is.
  async call(method, path, body) {
    const headers = { ...this.headers };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const response = await fetch(this.base + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const words = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    const { status, headers: told } = response;
    return { status, headers: told, body: isJson ? JSON.parse(words) : words };
  }

  get(path) {
    return this.call('GET', path);
  }
  post(path, body = {}) {
    return this.call('POST', path, body);
  }
  put(path, body) {
    return this.call('PUT', path, body);
  }
  delete(path) {
    return this.call('DELETE', path);
  }

  async view(name) {
    return (await this.get(`/api/conversations?view=${name}&limit=100`)).body.items;
  }

  // All of a thread, oldest first.
  async thread(conversation) {
    const all = [];
    let before = '';
    do {
      const page = await this.get(`/api/conversations/${conversation}/texts?limit=100${before}`);
      if (page.status !== 200) throw new Error(`the thread can't be read: ${page.status}`);
      all.unshift(...page.body.items);
      before = page.body.next === null ? null : `&before=${page.body.next}`;
    } while (before !== null);
    return all;
  }
}
