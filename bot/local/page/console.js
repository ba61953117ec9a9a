/** The wire: questions and acts by fetch, changes by a WebSocket that comes back by itself. */

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 8000;

export class ConsoleError extends Error {}

export class Console {
  /** @param {string} user in whose name we ask and act */
  constructor(user) {
    this.user = user;
    this.socket = null;
    this.wait = FIRST_WAIT_MS;
  }

  /** @returns {Promise<object>} */
  state() {
    return this.get('/console/state', {});
  }

  messages(channel, thread = null) {
    return this.get('/console/messages', thread ? { channel, thread } : { channel });
  }

  deliveries(limit = 100) {
    return this.get('/console/deliveries', { limit });
  }

  delivery(id) {
    return this.get('/console/delivery', { id });
  }

  /** @throws {ConsoleError} in a sentence, when the server is away or refuses */
  async get(path, query) {
    const url = new URL(path, location.origin);
    for (const [name, value] of Object.entries({ ...(this.user ? { user: this.user } : {}), ...query }))
      url.searchParams.set(name, value);
    return this.answer(path, () => fetch(url, { headers: { accept: 'application/json' } }));
  }

  /**
   * Does something in the person's name.
   * @param {object} body `type` and its fields; see the protocol
   * @returns {Promise<object>} `{ok, …}`, also when it was refused
   */
  async act(body) {
    const send = () =>
      fetch('/console/act', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user: this.user, ...body }),
      });
    return this.answer('/console/act', send);
  }

  async answer(path, send) {
    let response;
    try {
      response = await send();
    } catch {
      throw new ConsoleError('The local workspace does not answer. Is it still running?');
    }
    try {
      return await response.json();
    } catch {
      throw new ConsoleError(`The workspace answered ${response.status} to ${path}, without JSON.`);
    }
  }

  /**
   * Listens until the page ends, with a growing pause between attempts.
   * @param {{push: function(object): void, up: function(boolean): void, down: function(): void}} on `up` gets true on a return
   */
  live(on) {
    let before = false;
    const connect = () => {
      const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
      const socket = new WebSocket(
        `${scheme}://${location.host}/console/live?user=${encodeURIComponent(this.user)}`,
      );
      this.socket = socket;
      socket.addEventListener('open', () => {
        this.wait = FIRST_WAIT_MS;
        on.up(before);
        before = true;
      });
      socket.addEventListener('message', (event) => on.push(JSON.parse(event.data)));
      socket.addEventListener('close', () => {
        on.down();
        setTimeout(connect, this.wait * (0.8 + Math.random() * 0.4));
        this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
      });
    };
    connect();
  }
}
