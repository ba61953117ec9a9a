/** The pane of one thread. */
import { Composer } from './composer.js';
import { h, refill } from './dom.js';
import { icon } from './icons.js';
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
    refill(node,
      h('header.pane-head', null,
        h('button.icon-btn.only-narrow', { type: 'button', 'aria-label': 'Back to the conversation', on: { click: () => app.closeThread() } }, icon('back')),
        h('h2.pane-title', null, 'Thread', this.where), h('span.pane-space'),
        h('button.icon-btn.only-wide', { type: 'button', 'aria-label': 'Close the thread', title: 'Close the thread', on: { click: () => app.closeThread() } }, icon('close'))),
      this.list.node, this.status, h('div.pane-foot', null, this.composer.node));
    node.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !event.target.closest('.message-list')) app.closeThread();
    });
    app.workspace.on('message', ({ channel }) => { if (channel === this.channel) this.draw(); });
    app.workspace.on('status', () => this.drawStatus());
  }

  /** @param {string} channel @param {string} ts of the root */
  show(channel, ts) {
    const same = this.channel === channel && this.ts === ts;
    this.channel = channel;
    this.ts = ts;
    this.node.hidden = false;
    if (!same) {
      this.list.drawn = new Map();
      this.list.stuck = true;
    }
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
