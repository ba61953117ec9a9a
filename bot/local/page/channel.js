/** The middle of the page: one conversation with its header, messages and composer; the bot's Home tab. */
import { asAuthor, avatar } from './avatar.js';
import { Composer } from './composer.js';
import { h, refill } from './dom.js';
import { drawHome } from './home.js';
import { icon } from './icons.js';
import { promptBar } from './prompts.js';
import { MessageList } from './messages.js';
import { peopleMenu } from './rail.js';
import { statusLine } from './status.js';
import { inline } from './mrkdwn.js';

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
    refill(node, this.header, this.list.node, this.home, this.status, this.bottom);
    const { workspace } = app;
    for (const topic of ['header', 'inspector', 'state']) workspace.on(topic, () => this.drawHeader());
    workspace.on('home', () => this.drawHome());
    workspace.on('prompts', () => this.drawPrompts());
    workspace.on('status', () => this.drawStatus());
    workspace.on('message', ({ channel }) => { if (channel === workspace.channel) this.drawMessages(); });
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
    refill(this.bottom, conversation.is_member === false ? this.joinBar(conversation) : [this.prompts, this.composer.node]);
    this.composer.aim({ channel: conversation.id }, conversation.kind === 'im' ? `Message ${name}` : `Message #${name}`);
    this.drawHeader();
    this.list.drawn = new Map();
    this.list.stuck = true;
    this.drawMessages();
    this.drawHome();
    this.drawStatus();
    this.drawPrompts();
  }

  joinBar(conversation) {
    return h('div.join-bar', null, h('span', null, 'You are looking at ', h('b', null, `#${conversation.name}`)),
      h('button.btn.is-primary', { type: 'button', on: { click: () => void this.app.join(conversation.id) } }, 'Join channel'));
  }

  drawHeader() {
    const { conversation, app } = this;
    if (!conversation) return;
    const peer = conversation.kind === 'im' ? app.workspace.user(conversation.user) : null;
    const lead = peer ? avatar(asAuthor(peer), 'small') : icon(conversation.kind === 'private' ? 'lock' : 'hash', 18);
    const me = app.workspace.user(app.workspace.me);
    const meButton = h('button.icon-btn.only-narrow', { type: 'button', 'aria-label': 'Switch user', on: { click: () => peopleMenu(app, meButton) } }, me ? avatar(asAuthor(me), 'small') : icon('people'));
    refill(this.header,
      h('button.icon-btn.only-narrow', { type: 'button', 'aria-label': 'Show the list of conversations', on: { click: () => app.showSidebar(true) } }, icon('menu')),
      h('h1.pane-title', null, lead, h('span', null, app.workspace.title(conversation)), peer?.is_bot ? h('span.badge', null, 'APP') : null),
      conversation.topic ? h('div.pane-topic', { title: conversation.topic }, inline(conversation.topic, { workspace: app.workspace })) : null,
      h('span.pane-space'),
      h('button.icon-btn', { type: 'button', 'aria-label': 'Deliveries and payloads', title: 'Deliveries and payloads', 'aria-pressed': String(app.inspectorOpen), on: { click: () => app.toggleInspector() } }, icon('pulse')),
      meButton,
      peer?.is_bot && app.workspace.hasHome ? this.tabs() : null);
  }

  tabs() {
    const tab = (name, label) => h('button.tab', { type: 'button', role: 'tab', 'aria-selected': String(this.tab === name), on: { click: () => void this.app.openBot(name) } }, label);
    return h('div.tabs', { role: 'tablist', 'aria-label': 'Pilot' }, tab('home', 'Home'), tab('messages', 'Messages'));
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
    const words = conversation.kind === 'im'
      ? `This is the beginning of your direct messages with ${name}.`
      : `This is the very beginning of #${name}.${conversation.topic ? ` ${conversation.topic}` : ''}`;
    if (this.introWords === words) return this.introNode;
    this.introWords = words;
    this.introNode = h('div.intro', null, h('span.intro-mark', null, icon(conversation.kind === 'im' ? 'helm' : 'hash', 26)), h('h2', null, conversation.kind === 'im' ? name : `#${name}`), h('p', null, words));
    return this.introNode;
  }

  drawHome() {
    const atHome = this.tab === 'home';
    this.home.hidden = !atHome;
    this.list.node.hidden = atHome;
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
