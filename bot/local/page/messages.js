/** A list of messages that is kept up to date: only rows that changed are drawn anew. */
import { h } from './dom.js';
import { renderMessage } from './message.js';
import { dayKey, dayName, when } from './time.js';

const GROUP_SECONDS = 300;
const NEAR_PX = 60;

/**
 * The rows between and for messages, as plain data.
 * @param {Array<object>} messages oldest first
 * @param {{lastRead?: string|null, me?: string, thread?: boolean}} how
 * @returns {Array<{key: string, kind: 'day'|'new'|'replies'|'message', message?: object, grouped?: boolean, date?: Date, count?: number}>}
 */
export function rowsOf(messages, how) {
  const rows = [];
  let marked = !how.lastRead || how.lastRead === '0';
  messages.forEach((message, i) => {
    const previous = messages[i - 1];
    const newDay = !previous || dayKey(previous.ts) !== dayKey(message.ts);
    if (newDay && !how.thread) rows.push({ key: `day-${dayKey(message.ts)}`, kind: 'day', date: when(message.ts) });
    const unread = !marked && message.ts > how.lastRead && message.user !== how.me && !message.is_ephemeral;
    if (unread) rows.push({ key: 'new', kind: 'new' });
    marked = marked || unread;
    const first = how.thread && i === 0;
    const grouped = !newDay && !unread && !(how.thread && i === 1) && follows(previous, message);
    rows.push({ key: message.ts, kind: 'message', message, grouped });
    if (first && messages.length > 1) rows.push({ key: 'replies', kind: 'replies', count: messages.length - 1 });
  });
  return rows;
}

function follows(previous, message) {
  const who = (m) => `${m.user ?? ''}/${m.bot_id ?? ''}/${m.username ?? ''}`;
  return who(previous) === who(message) && message.ts - previous.ts < GROUP_SECONDS
    && Boolean(previous.is_ephemeral) === Boolean(message.is_ephemeral) && message.subtype === previous.subtype && message.subtype !== 'thread_broadcast';
}

export class MessageList {
  /** @param {object} app @param {{thread: boolean, label: string}} how */
  constructor(app, how) {
    this.app = app;
    this.how = how;
    this.drawn = new Map();
    this.node = h('div.message-list', { role: 'log', 'aria-label': how.label, 'aria-live': 'polite', 'aria-relevant': 'additions', tabindex: '0' });
    this.node.addEventListener('keydown', (event) => this.onKey(event));
    this.node.addEventListener('load', () => { if (this.stuck) this.toEnd(); }, true);
    this.node.addEventListener('scroll', () => { this.stuck = this.nearEnd(); if (this.stuck) this.app.seen?.(); });
    this.stuck = true;
  }

  nearEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < NEAR_PX;
  }

  toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
  }

  /** Draws what changed. @param {string} channel @param {Array<object>} messages @param {{lastRead?: string|null, top?: Node|null}} [more] */
  update(channel, messages, more = {}) {
    const stuck = this.stuck;
    const rows = rowsOf(messages, { lastRead: more.lastRead, me: this.app.workspace.me, thread: this.how.thread });
    const next = new Map();
    const nodes = more.top ? [more.top] : [];
    for (const row of rows) {
      const known = this.drawn.get(row.key);
      const node = known && unchanged(known.row, row) ? known.node : this.draw(channel, row, known?.node);
      next.set(row.key, { row, node });
      nodes.push(node);
    }
    this.drawn = next;
    arrange(this.node, nodes);
    if (stuck) this.toEnd();
  }

  draw(channel, row, before) {
    if (row.kind === 'day') return h('div.day', { role: 'separator' }, h('span.day-name', null, dayName(row.date)));
    if (row.kind === 'new') return h('div.new-line', { role: 'separator' }, h('span', null, 'New'));
    if (row.kind === 'replies') return h('div.replies-line', null, h('span', null, `${row.count} ${row.count === 1 ? 'reply' : 'replies'}`));
    const node = renderMessage(this.app, channel, row.message, { grouped: row.grouped, thread: this.how.thread });
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

function unchanged(a, b) {
  return a.kind === b.kind && a.message === b.message && a.grouped === b.grouped && a.count === b.count && (a.kind !== 'day' || dayName(a.date) === dayName(b.date));
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
  [...node.querySelectorAll('details')].forEach((details, i) => { if (opened[i]) details.open = true; });
  if (!before.contains(old)) return;
  const action = old.dataset?.action;
  queueMicrotask(() => {
    const same = action ? [...node.querySelectorAll('[data-action]')].find((part) => part.dataset.action === action) : null;
    (same ?? node).focus({ preventScroll: true });
  });
}
