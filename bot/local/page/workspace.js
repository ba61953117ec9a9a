/** What the page knows of the workspace, and who wants to hear of changes. No DOM here. */
import { Form } from './form.js';

const DELIVERIES_KEPT = 300;
const SYSTEM = 'USLACKBOT';

export class Workspace {
  /** @param {string} me the person who looks at this page */
  constructor(me) {
    this.me = me;
    this.listeners = new Map();
    this.users = new Map();
    this.conversations = new Map();
    this.messages = new Map();
    this.threads = new Map();
    this.forms = new Map();
    this.statuses = new Map();
    this.deliveries = [];
    this.views = [];
    this.home = null;
    this.hasHome = true;
    this.prompts = null;
    this.commands = [];
    this.shortcuts = [];
    this.team = { name: '' };
    this.bot = {};
    this.channel = null;
    this.thread = null;
    this.online = false;
  }

  /** @param {string} topic @param {function(*): void} listener */
  on(topic, listener) {
    if (!this.listeners.has(topic)) this.listeners.set(topic, []);
    this.listeners.get(topic).push(listener);
  }

  emit(topic, detail) {
    for (const listener of this.listeners.get(topic) ?? []) listener(detail);
  }

  /** Takes over the answer of /console/state. */
  load(state) {
    this.team = state.team;
    this.me = state.me;
    this.bot = state.bot ?? {};
    this.users = new Map(state.users.map((user) => [user.id, user]));
    this.conversations = new Map(state.conversations.map((conversation) => [conversation.id, conversation]));
    this.commands = state.commands ?? [];
    this.shortcuts = state.shortcuts ?? [];
    this.home = state.home ?? null;
    this.hasHome = state.home_tab !== false;
    this.prompts = state.prompts ?? null;
    this.views = state.views ?? [];
    this.emit('state');
  }

  user(id) {
    return this.users.get(id) ?? null;
  }

  conversation(id) {
    return this.conversations.get(id) ?? null;
  }

  /** A conversation's name as people say it: the peer of a direct message. */
  title(conversation) {
    if (conversation.kind !== 'im') return conversation.name ?? conversation.id;
    const peer = this.user(conversation.user);
    return peer ? peer.real_name || peer.name : conversation.name || 'Direct message';
  }

  /** The direct message with the bot, or null. */
  botConversation() {
    return (
      [...this.conversations.values()].find(
        (conversation) => conversation.kind === 'im' && conversation.user === this.bot.user_id,
      ) ?? null
    );
  }

  /** Who wrote a message: a user, or the app under the name that it gave itself. */
  author(message) {
    if (message.user === SYSTEM && !this.user(SYSTEM))
      return { id: SYSTEM, name: 'Workspace', isBot: true, color: '', title: 'Said by the workspace itself' };
    const bot = message.bot_id || message.user === this.bot.user_id;
    const user = this.user(message.user ?? (bot ? this.bot.user_id : ''));
    const name =
      message.username ||
      user?.real_name ||
      user?.name ||
      (bot ? this.bot.name : '') ||
      message.user ||
      'Unknown';
    return {
      id: message.user ?? message.bot_id ?? '',
      name,
      isBot: Boolean(bot || user?.is_bot),
      color: user?.color ?? '#5b6b75',
      title: user?.title ?? '',
    };
  }

  /** The fields of one message or view, kept while it is redrawn. */
  form(key) {
    if (!this.forms.has(key)) this.forms.set(key, new Form());
    return this.forms.get(key);
  }

  setMessages(channel, messages) {
    this.messages.set(channel, new Map(messages.map((message) => [message.ts, message])));
  }

  setThread(channel, ts, messages) {
    this.threads.set(`${channel}:${ts}`, new Map(messages.map((message) => [message.ts, message])));
  }

  /** Messages in order of time. @param {Map<string, object>|undefined} map */
  static inOrder(map) {
    return [...(map?.values() ?? [])].sort((a, b) => (a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0));
  }

  channelMessages(channel) {
    return Workspace.inOrder(this.messages.get(channel));
  }

  threadMessages(channel, ts) {
    return Workspace.inOrder(this.threads.get(`${channel}:${ts}`));
  }

  /** A message is new or has changed. */
  upsert(channel, message) {
    const isReply = message.thread_ts && message.thread_ts !== message.ts;
    if (!isReply || message.subtype === 'thread_broadcast')
      this.messages.get(channel)?.set(message.ts, message);
    this.threads.get(`${channel}:${message.thread_ts ?? message.ts}`)?.set(message.ts, message);
    this.emit('message', { channel, message });
  }

  remove(channel, ts) {
    this.messages.get(channel)?.delete(ts);
    for (const [key, thread] of this.threads) if (key.startsWith(`${channel}:`)) thread.delete(ts);
    this.forms.delete(`${channel}:${ts}`);
    this.emit('message', { channel, message: null });
  }

  /** Applies one push of the live connection. */
  apply(push) {
    const handler = PUSHES[push.type];
    if (handler) handler(this, push);
  }
}

const PUSHES = {
  message: (space, push) => space.upsert(push.channel, push.message),
  message_deleted: (space, push) => space.remove(push.channel, push.ts),
  conversation: (space, { conversation }) => {
    space.conversations.set(conversation.id, conversation);
    space.emit('sidebar');
    if (conversation.id === space.channel) space.emit('header');
  },
  view: (space, { views }) => {
    space.views = views;
    space.emit('views');
  },
  home: (space, { view }) => {
    space.home = view;
    space.emit('home');
  },
  prompts: (space, push) => {
    space.prompts = push;
    space.emit('prompts');
  },
  status: (space, { channel, thread_ts: thread, status }) => {
    space.statuses.set(`${channel}:${thread ?? ''}`, status);
    space.emit('status', { channel, thread });
  },
  delivery: (space, { delivery }) => {
    const others = space.deliveries.filter((known) => known.id !== delivery.id);
    space.deliveries = [delivery, ...others].sort((a, b) => b.at - a.at).slice(0, DELIVERIES_KEPT);
    space.emit('deliveries');
  },
  user: (space, { user }) => {
    space.users.set(user.id, user);
    space.emit('sidebar');
  },
};
