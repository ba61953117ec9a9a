/** Ctrl+K: jump to a conversation by a few letters of its name. */
import { asAuthor, avatar } from './avatar.js';
import { showDialog } from './dialog.js';
import { h, refill } from './dom.js';
import { icon } from './icons.js';

const SHOWN = 9;

/** Conversations that fit what was typed: names that begin with it first, unread before read. */
export function findConversations(space, typed) {
  const word = typed.trim().replace(/^[#@]/, '').toLowerCase();
  const rank = (conversation) => (space.title(conversation).toLowerCase().startsWith(word) ? 0 : 2) + (conversation.unread ? 0 : 1);
  return [...space.conversations.values()]
    .filter((conversation) => space.title(conversation).toLowerCase().includes(word))
    .sort((a, b) => rank(a) - rank(b) || space.title(a).localeCompare(space.title(b)))
    .slice(0, SHOWN);
}

/** @param {object} app */
export function openSwitcher(app) {
  if (document.querySelector('dialog[open]')) return;
  const list = h('div.switcher-list', { role: 'listbox', 'aria-label': 'Conversations', id: 'switcher-list' });
  let found = [];
  let at = 0;
  const go = (conversation) => {
    dialog.close();
    app.openChannel(conversation.id);
  };
  const draw = () => refill(list, found.length ? found.map((conversation, i) => row(app, conversation, i === at, () => go(conversation))) : h('p.picker-note', null, 'No conversation has that name'));
  const look = () => {
    found = findConversations(app.workspace, input.value);
    at = 0;
    draw();
  };
  const input = h('input.switcher-input', { type: 'text', role: 'combobox', 'aria-controls': 'switcher-list', 'aria-expanded': 'true', 'aria-label': 'Jump to', placeholder: 'Jump to a channel or a person', autocomplete: 'off', spellcheck: 'false',
    on: { input: look, keydown: (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && found.length) { event.preventDefault(); at = (at + step + found.length) % found.length; draw(); }
      if (event.key === 'Enter' && found[at]) { event.preventDefault(); go(found[at]); }
    } } });
  const dialog = showDialog([h('div.switcher-field', null, icon('search', 18), input), list], { label: 'Jump to a conversation', className: 'switcher' });
  look();
  input.focus();
}

function row(app, conversation, active, run) {
  const peer = conversation.kind === 'im' ? app.workspace.user(conversation.user) : null;
  return h('div.switcher-row', { role: 'option', 'aria-selected': String(active), class: active ? 'is-active' : '', on: { click: run } },
    peer ? avatar(asAuthor(peer), 'small') : icon(conversation.kind === 'private' ? 'lock' : 'hash', 16),
    h('span.switcher-name', null, app.workspace.title(conversation)), peer?.is_bot ? h('span.badge', null, 'APP') : null,
    h('span.switcher-topic', null, conversation.topic ?? peer?.title ?? ''), conversation.unread ? h('span.count', null, conversation.unread) : null);
}
