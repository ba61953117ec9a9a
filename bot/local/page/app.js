/** What the parts of the page can ask of one another: where one is, and what one does. */
import { ChannelPane } from './channel.js';
import { Console } from './console.js';
import { Inspector } from './inspector.js';
import { Modals } from './modal.js';
import { closePopup } from './popup.js';
import { startRail } from './rail.js';
import { startSidebar } from './sidebar.js';
import { openSwitcher } from './switcher.js';
import { ThreadPane } from './thread.js';
import { toast } from './toast.js';
import { Workspace } from './workspace.js';

const READ_AFTER_MS = 400;

export class App {
  /** @param {string} user @param {{rail: HTMLElement, sidebar: HTMLElement, main: HTMLElement, thread: HTMLElement, inspector: HTMLElement, frame: HTMLElement}} nodes */
  constructor(user, nodes) {
    this.nodes = nodes;
    this.isMac = /Mac|iPhone|iPad/.test(navigator.platform);
    this.drafts = new Map();
    this.workspace = new Workspace(user);
    this.console = new Console(user);
    startRail(this, nodes.rail);
    startSidebar(this, nodes.sidebar);
    this.pane = new ChannelPane(this, nodes.main);
    this.thread = new ThreadPane(this, nodes.thread);
    this.inspector = new Inspector(this, nodes.inspector);
    this.modals = new Modals(this);
  }

  get inspectorOpen() {
    return !this.nodes.inspector.hidden;
  }

  /** Loads everything and listens. @param {{channel?: string, thread?: string, message?: string}} place where one was */
  async start(place) {
    await this.enter();
    const { conversations } = this.workspace;
    const first = [...conversations.values()].find(
      (conversation) => conversation.kind !== 'im' && conversation.is_member,
    );
    await this.openChannel(
      conversations.has(place.channel) ? place.channel : (first ?? [...conversations.values()][0])?.id,
    );
    if (place.thread) await this.openThread(this.workspace.channel, place.thread);
    if (place.message) this.pane.list.point(place.message);
    this.console.live({
      push: (push) => this.workspace.apply(push),
      up: (again) => {
        this.online(true);
        if (again) void this.catchUp();
      },
      down: () => this.online(false),
    });
  }

  /** As the person of the address; as the first one there is when that person is unknown. */
  async enter() {
    try {
      await this.reload();
    } catch (error) {
      if (!this.console.user) throw error;
      this.console.user = '';
      await this.reload();
    }
    this.console.user = this.workspace.me;
  }

  async reload() {
    const state = await this.console.state();
    if (!state.users) throw new Error(state.message || state.error || 'The workspace gave no state.');
    this.workspace.load(state);
  }

  online(value) {
    this.workspace.online = value;
    this.workspace.emit('online');
  }

  /** After a lost connection: everything that may have been missed. */
  async catchUp() {
    await this.read(async () => {
      await this.reload();
      await this.fetchMessages(this.workspace.channel);
      this.pane.drawMessages();
      if (this.thread.ts) await this.openThread(this.thread.channel, this.thread.ts);
    });
  }

  /** Runs a question; its failure is told and gives undefined. */
  async read(question) {
    try {
      return await question();
    } catch (error) {
      toast(error.message, 'error');
      return undefined;
    }
  }

  /** An act whose refusal the caller shows. @returns {Promise<{ok: boolean}>} */
  async ask(body) {
    try {
      return await this.console.act(body);
    } catch (error) {
      return { ok: false, error: 'unreachable', message: error.message };
    }
  }

  /** An act whose refusal is told in a toast. @returns {Promise<{ok: boolean}>} */
  async act(body) {
    const answer = await this.ask(body);
    if (!answer.ok && !answer.errors)
      toast(answer.message || `The workspace refused: ${answer.error}`, 'error');
    return answer;
  }

  async fetchMessages(channel) {
    const answer = await this.console.messages(channel);
    this.workspace.setMessages(channel, answer.messages ?? []);
  }

  /** @param {string} id @param {'home'|'messages'} [tab] of the bot's conversation */
  async openChannel(id, tab = 'messages') {
    if (!this.workspace.conversation(id)) return;
    closePopup(false);
    this.showSidebar(false);
    if (this.workspace.channel !== id) this.closeThread();
    this.workspace.channel = id;
    await this.read(() => this.fetchMessages(id));
    if (this.workspace.channel !== id) return;
    this.pane.show(tab);
    this.workspace.emit('channel');
    this.remember();
    this.pane.composer.input.focus({ preventScroll: true });
    const bot = this.workspace.botConversation();
    if (bot?.id === id) void this.act({ type: 'home_open', tab });
  }

  openBot(tab = 'messages') {
    const bot = this.workspace.botConversation();
    if (!bot) return toast('The app has no direct message with you.');
    return this.openChannel(bot.id, tab);
  }

  async openThread(channel, ts, write = true) {
    const answer = await this.read(() => this.console.messages(channel, ts));
    if (!answer?.messages) return;
    this.workspace.setThread(channel, ts, answer.messages);
    this.workspace.thread = ts;
    this.nodes.frame.classList.add('has-thread');
    this.thread.show(channel, ts);
    this.remember();
    if (write) this.thread.composer.input.focus({ preventScroll: true });
  }

  closeThread() {
    if (!this.thread.ts) return;
    this.thread.hide();
    this.workspace.thread = null;
    this.nodes.frame.classList.remove('has-thread');
    this.remember();
    this.pane.composer.input.focus({ preventScroll: true });
  }

  /** Tells the workspace that what is on the screen has been read. */
  seen() {
    clearTimeout(this.reading);
    this.reading = setTimeout(() => {
      const { channel } = this.workspace;
      const conversation = this.workspace.conversation(channel);
      const last = this.workspace
        .channelMessages(channel)
        .filter((message) => !message.is_ephemeral)
        .at(-1);
      const fresh =
        last &&
        (conversation?.unread > 0 || last.ts > (conversation?.last_read ?? '')) &&
        this.marked !== `${this.workspace.me}:${channel}:${last.ts}`;
      if (!fresh || document.hidden || !this.pane.list.caughtUp || conversation.is_member === false) return;
      this.marked = `${this.workspace.me}:${channel}:${last.ts}`;
      void this.ask({ type: 'read', channel, ts: last.ts });
    }, READ_AFTER_MS);
  }

  async dismiss(channel, message) {
    const answer = await this.act({ type: 'dismiss', channel, ts: message.ts });
    if (answer.ok) this.workspace.remove(channel, message.ts);
  }

  async join(channel) {
    const answer = await this.act({ type: 'join', channel });
    if (!answer.ok) return;
    await this.read(() => this.reload());
    await this.openChannel(channel);
  }

  /** Sees the workspace as somebody else, in this tab. */
  become(user) {
    const url = new URL(location.href);
    url.searchParams.set('user', user);
    location.assign(url);
  }

  toggleInspector(open = !this.inspectorOpen) {
    if (open) void this.inspector.showDeliveries();
    else this.nodes.inspector.hidden = true;
    this.framed();
  }

  inspect(channel, message) {
    this.inspector.showMessage(channel, message);
    this.framed();
  }

  framed() {
    this.nodes.frame.classList.toggle('has-inspector', this.inspectorOpen);
    this.workspace.emit('inspector');
  }

  showSidebar(open) {
    this.nodes.frame.classList.toggle('shows-sidebar', open);
    if (open) this.nodes.sidebar.querySelector('.side-item.is-here, .side-item')?.focus();
  }

  openSwitcher() {
    openSwitcher(this);
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      toast('Copied');
    } catch {
      toast('This browser did not allow copying.', 'error');
    }
  }

  /** One's own words follow: the list goes to its end. */
  writing(thread) {
    const { list } = thread ? this.thread : this.pane;
    list.stuck = true;
  }

  focusComposer(thread) {
    (thread ? this.thread : this.pane).composer.input.focus();
  }

  focusLastMessage(thread) {
    [...(thread ? this.thread : this.pane).list.node.querySelectorAll('.message')].at(-1)?.focus();
  }

  /** The place in the address, so that a reload comes back to it. */
  remember() {
    const { channel, thread } = this.workspace;
    history.replaceState(null, '', `${location.search}#${channel}${thread ? `/${thread}` : ''}`);
  }
}
