/** A list of messages that is kept up to date: only rows that changed are drawn anew. */
import { h } from './dom.js';
import { icon } from './icons.js';
import { renderMessage } from './message.js';
import { rowsOf, unchanged } from './rows.js';
import { dayName } from './time.js';

const NEAR_PX = 60;
const AIR_PX = 12;

export class MessageList {
  /** @param {object} app @param {{thread: boolean, label: string}} how */
  constructor(app, how) {
    this.app = app;
    this.how = how;
    this.node = h('div.message-list', {
      role: 'log',
      'aria-label': how.label,
      'aria-live': 'polite',
      'aria-relevant': 'additions',
      tabindex: '0',
    });
    const latest = { type: 'button', on: { click: () => this.toEnd() } };
    this.pill = h('button.latest', { ...latest, hidden: true }, icon('down', 16), 'More below');
    this.pillPlace = h('div.latest-place', null, this.pill);
    this.node.addEventListener('keydown', (event) => this.onKey(event));
    this.node.addEventListener('scroll', () => this.scrolled());
    const keep = () => {
      if (this.stuck) this.toEnd();
    };
    this.node.addEventListener('load', keep, true);
    new ResizeObserver(keep).observe(this.node);
    this.clear();
  }

  /** Forgets what was drawn; the next update begins at the end. */
  clear() {
    this.drawn = new Map();
    this.stuck = true;
    this.headAt = null;
  }

  /** Has the person the newest message before them (its end, or the head of a long one)? */
  get caughtUp() {
    return this.stuck || this.headAt !== null;
  }

  nearEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < NEAR_PX;
  }

  scrolled() {
    this.stuck = this.nearEnd();
    if (this.headAt !== null && Math.abs(this.node.scrollTop - this.headAt) > 2) this.headAt = null;
    this.pill.hidden = this.stuck;
    if (this.caughtUp) this.app.seen();
  }

  toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
    this.stuck = true;
    this.headAt = null;
  }

  /** Brings one message into view and marks it, as a link to it asks. */
  point(ts) {
    const row = this.drawn.get(ts)?.node;
    if (!row) return;
    this.stuck = false;
    row.focus();
    row.scrollIntoView({ block: 'center' });
  }

  /** To the end; but an answer taller than the list is read from its head. */
  follow(node) {
    this.toEnd();
    if (!node || node.offsetHeight <= this.node.clientHeight) return;
    const top = node.getBoundingClientRect().top - this.node.getBoundingClientRect().top;
    this.node.scrollTop += top - AIR_PX;
    this.headAt = this.node.scrollTop;
    this.stuck = false;
  }

  /**
   * Draws what changed.
   * @param {string} channel
   * @param {Array<object>} messages oldest first
   * @param {{lastRead?: string|null, top?: Node|null}} [more] `top` stands above the first message
   */
  update(channel, messages, { lastRead, top } = {}) {
    const { me } = this.app.workspace;
    const first = !this.drawn.size;
    const held = this.stuck || this.headAt !== null;
    const before = this.last?.node;
    const next = new Map();
    for (const row of rowsOf(messages, { lastRead, me, thread: this.how.thread })) {
      const known = this.drawn.get(row.key);
      const node = known && unchanged(known.row, row) ? known.node : this.draw(channel, row, known?.node);
      next.set(row.key, { row, node });
    }
    this.drawn = next;
    this.last = [...next.values()].at(-1);
    arrange(this.node, [...(top ? [top] : []), ...[...next.values()].map(({ node }) => node)]);
    if (held) this.keepUp(first, before);
    this.pill.hidden = this.nearEnd();
  }

  keepUp(first, before) {
    const { node, row } = this.last ?? {};
    if (first || !node) this.toEnd();
    else if (node !== before) this.follow(row.message?.streaming ? null : node);
    else if (this.stuck) this.toEnd();
  }

  draw(channel, row, before) {
    if (row.kind === 'day')
      return h('div.day', { role: 'separator' }, h('span.day-name', null, dayName(row.date)));
    if (row.kind === 'new') return h('div.new-line', { role: 'separator' }, h('span', null, 'New'));
    if (row.kind === 'replies')
      return h(
        'div.replies-line',
        null,
        h('span', null, `${row.count} ${row.count === 1 ? 'reply' : 'replies'}`),
      );
    const node = renderMessage(this.app, channel, row.message, {
      grouped: row.grouped,
      thread: this.how.thread,
    });
    if (before) handOver(before, node);
    return node;
  }

  /** Arrow keys walk the messages, Enter opens the thread, Esc goes back to writing. */
  onKey(event) {
    if (event.target.closest('input, textarea, [role="menu"], button') && event.key !== 'Escape') return;
    const rows = [...this.node.querySelectorAll('.message')];
    const at = rows.indexOf(document.activeElement.closest('.message'));
    const to = { ArrowUp: at < 0 ? rows.length - 1 : at - 1, ArrowDown: at + 1 }[event.key];
    if (to !== undefined && rows[to]) {
      event.preventDefault();
      rows[to].focus();
    } else if (event.key === 'Enter' && at >= 0) {
      rows[at].querySelector('[aria-label="Reply in thread"]')?.click();
    } else if (event.key === 'Escape') {
      this.app.focusComposer(this.how.thread);
    }
  }
}

/** Brings the children of `parent` to `nodes` with as few moves as it takes. */
function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let cursor = parent.firstElementChild;
  for (const node of nodes) {
    if (node === cursor) cursor = cursor.nextElementSibling;
    else parent.insertBefore(node, cursor);
  }
}

/** The focus and the open parts of the old drawing, on the new one. */
function handOver(before, node) {
  const old = document.activeElement;
  const opened = [...before.querySelectorAll('details')].map((details) => details.open);
  [...node.querySelectorAll('details')].forEach((details, i) => {
    if (opened[i]) details.open = true;
  });
  if (!before.contains(old)) return;
  const action = old.dataset?.action;
  queueMicrotask(() => {
    const same = action
      ? [...node.querySelectorAll('[data-action]')].find((part) => part.dataset.action === action)
      : null;
    (same ?? node).focus({ preventScroll: true });
  });
}
