/** The pane of one thread. */
import { Composer } from './composer.js';
import { iconButton } from './controls.js';
import { h, refill } from './dom.js';
import { MessageList } from './messages.js';
import { statusLine } from './status.js';

export class ThreadPane {
  /** @param {object} app @param {HTMLElement} node */
  constructor(app, node) {
    this.app = app;
    this.node = node;
    this.list = new MessageList(app, { thread: true, label: 'Thread' });
    this.status = h('div.status', { role: 'status', 'aria-live': 'polite' });
    this.composer = new Composer(app, { thread: true });
    this.where = h('span.pane-where');
    refill(
      node,
      this.head(),
      this.list.node,
      this.list.pillPlace,
      this.status,
      h('div.pane-foot', null, this.composer.node),
    );
    node.addEventListener('keydown', (event) => {
      const done = event.key !== 'Escape' || event.defaultPrevented;
      if (!done && !event.target.closest('.message-list')) app.closeThread();
    });
    app.workspace.on('message', ({ channel }) => {
      if (channel === this.channel) this.draw();
    });
    app.workspace.on('status', () => this.drawStatus());
  }

  head() {
    const close = () => this.app.closeThread();
    return h(
      'header.pane-head',
      null,
      iconButton('back', 'Back to the conversation', close, { class: 'only-narrow' }),
      h('h2.pane-title', null, 'Thread', this.where),
      h('span.pane-space'),
      iconButton('close', 'Close the thread', close, { class: 'only-wide' }),
    );
  }

  /** @param {string} channel @param {string} ts of the root */
  show(channel, ts) {
    const same = this.channel === channel && this.ts === ts;
    this.channel = channel;
    this.ts = ts;
    this.node.hidden = false;
    if (!same) this.list.clear();
    const conversation = this.app.workspace.conversation(channel);
    this.where.textContent = conversation ? (conversation.kind === 'im' ? '' : `#${conversation.name}`) : '';
    this.composer.aim({ channel, thread: ts }, 'Reply…');
    this.draw();
  }

  hide() {
    this.node.hidden = true;
    this.channel = null;
    this.ts = null;
  }

  draw() {
    if (!this.ts) return;
    this.list.update(this.channel, this.app.workspace.threadMessages(this.channel, this.ts));
    this.drawStatus();
  }

  drawStatus() {
    if (this.ts) refill(this.status, statusLine(this.app.workspace, this.channel, this.ts));
  }
}
