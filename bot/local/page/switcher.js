/** Ctrl+K: jump to a conversation by a few letters of its name. */
import { asAuthor, avatar } from './avatar.js';
import { searchField } from './controls.js';
import { showDialog } from './dialog.js';
import { h, refill } from './dom.js';
import { icon } from './icons.js';

const SHOWN = 9;

/** Conversations that fit what was typed: names that begin with it first, unread before read. */
export function findConversations(space, typed) {
  const word = typed.trim().replace(/^[#@]/, '').toLowerCase();
  const rank = (conversation) =>
    (space.title(conversation).toLowerCase().startsWith(word) ? 0 : 2) + (conversation.unread ? 0 : 1);
  return [...space.conversations.values()]
    .filter((conversation) => space.title(conversation).toLowerCase().includes(word))
    .sort((a, b) => rank(a) - rank(b) || space.title(a).localeCompare(space.title(b)))
    .slice(0, SHOWN);
}

/** @param {object} app */
export function openSwitcher(app) {
  if (!document.querySelector('dialog[open]')) new Switcher(app).open();
}

class Switcher {
  constructor(app) {
    this.app = app;
    this.found = [];
    this.at = 0;
  }

  open() {
    const box = { role: 'listbox', 'aria-label': 'Conversations', id: 'switcher-list' };
    this.list = h('div.switcher-list', box);
    this.input = searchField(
      'Jump to a channel or a person',
      { input: () => this.look(), keydown: (event) => this.key(event) },
      'input.switcher-input',
      { role: 'combobox', 'aria-controls': 'switcher-list', 'aria-expanded': 'true' },
    );
    const field = h('div.switcher-field', null, icon('search', 18), this.input);
    const how = { label: 'Jump to a conversation', className: 'switcher' };
    this.dialog = showDialog([field, this.list], how);
    this.look();
    this.input.focus();
  }

  look() {
    this.found = findConversations(this.app.workspace, this.input.value);
    this.at = 0;
    this.draw();
  }

  draw() {
    const rows = this.found.map((conversation, i) =>
      row(this.app, conversation, i === this.at, () => this.go(conversation)),
    );
    refill(this.list, rows.length ? rows : h('p.picker-note', null, 'No conversation has that name'));
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, Enter: 0 }[event.key];
    if (step === undefined || !this.found.length) return;
    event.preventDefault();
    if (!step) return this.go(this.found[this.at]);
    this.at = (this.at + step + this.found.length) % this.found.length;
    return this.draw();
  }

  go(conversation) {
    this.dialog.close();
    void this.app.openChannel(conversation.id);
  }
}

function row(app, conversation, active, run) {
  const peer = conversation.kind === 'im' ? app.workspace.user(conversation.user) : null;
  return h(
    'div.switcher-row',
    { role: 'option', 'aria-selected': String(active), class: active ? 'is-active' : '', on: { click: run } },
    peer ? avatar(asAuthor(peer), 'small') : icon(conversation.kind === 'private' ? 'lock' : 'hash', 16),
    h('span.switcher-name', null, app.workspace.title(conversation)),
    peer?.is_bot ? h('span.badge', null, 'APP') : null,
    h('span.switcher-topic', null, conversation.topic ?? peer?.title ?? ''),
    conversation.unread ? h('span.count', null, conversation.unread) : null,
  );
}
