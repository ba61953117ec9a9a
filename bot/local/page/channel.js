/** The middle of the page: one conversation with its header, messages and composer; the bot's Home tab. */
import { asAuthor, avatar } from './avatar.js';
import { Composer } from './composer.js';
import { iconButton, tabButton, tabList } from './controls.js';
import { h, refill } from './dom.js';
import { drawHome } from './home.js';
import { icon } from './icons.js';
import { MessageList } from './messages.js';
import { inline } from './mrkdwn.js';
import { promptBar } from './prompts.js';
import { peopleMenu } from './rail.js';
import { statusLine } from './status.js';

const NARROW = { class: 'only-narrow' };

export class ChannelPane {
  /** @param {object} app @param {HTMLElement} node */
  constructor(app, node) {
    this.app = app;
    this.node = node;
    this.tab = 'messages';
    this.header = h('header.pane-head');
    this.list = new MessageList(app, { thread: false, label: 'Messages' });
    this.status = h('div.status', { role: 'status', 'aria-live': 'polite' });
    this.composer = new Composer(app, { thread: false });
    this.prompts = h('div');
    this.bottom = h('div.pane-foot');
    this.home = h('div.home', { 'aria-label': 'Home' });
    refill(node, this.header, this.list.node, this.list.pillPlace, this.home, this.status, this.bottom);
    const { workspace } = app;
    for (const topic of ['header', 'inspector', 'state']) workspace.on(topic, () => this.drawHeader());
    workspace.on('home', () => this.drawHome());
    workspace.on('prompts', () => this.drawPrompts());
    workspace.on('status', () => this.drawStatus());
    workspace.on('message', ({ channel }) => {
      if (channel === workspace.channel) this.drawMessages();
    });
  }

  get conversation() {
    return this.app.workspace.conversation(this.app.workspace.channel);
  }

  /** Shows the current conversation from its end. @param {'home'|'messages'} [tab] */
  show(tab = 'messages') {
    this.tab = tab;
    const { conversation, app } = this;
    if (!conversation) return;
    this.lastRead = conversation.unread > 0 ? conversation.last_read : null;
    const name = app.workspace.title(conversation);
    refill(
      this.bottom,
      conversation.is_member === false ? this.joinBar(conversation) : [this.prompts, this.composer.node],
    );
    this.composer.aim(
      { channel: conversation.id },
      conversation.kind === 'im' ? `Message ${name}` : `Message #${name}`,
    );
    this.drawHeader();
    this.list.clear();
    this.drawMessages();
    this.drawHome();
    this.drawStatus();
    this.drawPrompts();
  }

  joinBar(conversation) {
    return h(
      'div.join-bar',
      null,
      h('span', null, 'You are looking at ', h('b', null, `#${conversation.name}`)),
      h(
        'button.btn.is-primary',
        { type: 'button', on: { click: () => void this.app.join(conversation.id) } },
        'Join channel',
      ),
    );
  }

  drawHeader() {
    const { conversation, app } = this;
    if (!conversation) return;
    const peer = conversation.kind === 'im' ? app.workspace.user(conversation.user) : null;
    const pressed = { 'aria-pressed': String(app.inspectorOpen) };
    refill(
      this.header,
      iconButton('menu', 'Show the list of conversations', () => app.showSidebar(true), NARROW),
      this.title(conversation, peer),
      this.topic(conversation.topic),
      h('span.pane-space'),
      iconButton('pulse', 'Deliveries and payloads', () => app.toggleInspector(), pressed),
      this.meButton(),
      peer?.is_bot && app.workspace.hasHome ? this.tabs() : null,
    );
  }

  title(conversation, peer) {
    const symbol = icon(conversation.kind === 'private' ? 'lock' : 'hash', 18);
    const name = h('span', null, this.app.workspace.title(conversation));
    const badge = peer?.is_bot ? h('span.badge', null, 'APP') : null;
    return h('h1.pane-title', null, peer ? avatar(asAuthor(peer), 'small') : symbol, name, badge);
  }

  topic(words) {
    if (!words) return null;
    return h('div.pane-topic', { title: words }, inline(words, { workspace: this.app.workspace }));
  }

  meButton() {
    const me = this.app.workspace.user(this.app.workspace.me);
    const button = iconButton('people', 'Switch user', (node) => peopleMenu(this.app, node), NARROW);
    if (me) refill(button, avatar(asAuthor(me), 'small'));
    return button;
  }

  tabs() {
    const tab = (name, label) => tabButton(label, this.tab === name, () => void this.app.openBot(name));
    return tabList('Pilot', tab('home', 'Home'), tab('messages', 'Messages'));
  }

  drawMessages() {
    const { workspace } = this.app;
    const { conversation } = this;
    if (!conversation) return;
    const more = { lastRead: this.lastRead, top: this.intro(conversation) };
    this.list.update(conversation.id, workspace.channelMessages(conversation.id), more);
    this.app.seen();
  }

  intro(conversation) {
    const name = this.app.workspace.title(conversation);
    const words =
      conversation.kind === 'im'
        ? `This is the beginning of your direct messages with ${name}.`
        : `This is the very beginning of #${name}.${conversation.topic ? ` ${conversation.topic}` : ''}`;
    if (this.introWords === words) return this.introNode;
    this.introWords = words;
    this.introNode = h(
      'div.intro',
      null,
      h('span.intro-mark', null, icon(conversation.kind === 'im' ? 'helm' : 'hash', 26)),
      h('h2', null, conversation.kind === 'im' ? name : `#${name}`),
      h('p', null, words),
    );
    return this.introNode;
  }

  drawHome() {
    const atHome = this.tab === 'home';
    this.home.hidden = !atHome;
    this.list.node.hidden = atHome;
    this.list.pillPlace.hidden = atHome;
    this.bottom.hidden = atHome;
    this.status.hidden = atHome;
    if (atHome) drawHome(this.app, this.home);
  }

  drawPrompts() {
    refill(this.prompts, promptBar(this.app, this.app.workspace.channel));
  }

  drawStatus() {
    const { workspace } = this.app;
    refill(this.status, statusLine(workspace, workspace.channel, null));
  }
}
