/** A menu: arrow keys, Home, End, first letters, Enter. */
import { h } from './dom.js';
import { icon } from './icons.js';
import { openPopup } from './popup.js';

/**
 * @typedef {{label: string|Node[], hint?: string|Node[], icon?: string, danger?: boolean, checked?: boolean, run?: function(): void}|'line'|{heading: string}} Item
 */

/**
 * Opens a menu at `anchor`.
 * @param {HTMLElement} anchor
 * @param {Item[]} items
 * @param {{label: string, above?: boolean, onClose?: function(): void}} options
 */
export function openMenu(anchor, items, options) {
  let popup = null;
  const list = h(
    'div.menu',
    null,
    items.map((item) => entry(item, () => popup.close())),
  );
  popup = openPopup(anchor, list, { role: 'menu', ...options });
  list.addEventListener('keydown', (event) => onKey(event, list, popup));
  focusable(list)[0]?.focus();
  return popup;
}

function entry(item, close) {
  if (item === 'line') return h('hr.menu-line', { role: 'separator' });
  if (item.heading) return h('div.menu-heading', { role: 'presentation' }, item.heading);
  const run = () => {
    close();
    item.run?.();
  };
  const checked = item.checked === undefined ? null : String(item.checked);
  return h(
    'button.menu-item',
    {
      type: 'button',
      tabindex: '-1',
      role: checked ? 'menuitemradio' : 'menuitem',
      'aria-checked': checked,
      class: item.danger ? 'is-danger' : '',
      on: { click: run },
    },
    item.lead ?? (item.icon ? icon(item.icon, 16) : null),
    h(
      'span.menu-words',
      null,
      h('span.menu-label', null, item.label),
      item.hint ? h('span.menu-hint', null, item.hint) : null,
    ),
    item.checked ? icon('check', 16) : null,
  );
}

const focusable = (list) => [...list.querySelectorAll('.menu-item')];

/** Moves the focus within `nodes` by a key; true if the key was one of ours. */
export function roving(event, nodes) {
  const at = nodes.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: nodes.length - 1 }[event.key];
  if (to === undefined || !nodes.length) return false;
  event.preventDefault();
  nodes[(to + nodes.length) % nodes.length].focus();
  return true;
}

function onKey(event, list, popup) {
  const nodes = focusable(list);
  if (roving(event, nodes)) return;
  if (event.key === 'Tab') {
    event.preventDefault();
    popup.close();
  } else if (event.key.length === 1 && /\S/.test(event.key)) {
    const letter = event.key.toLowerCase();
    nodes.find((node) => node.textContent.trim().toLowerCase().startsWith(letter))?.focus();
  }
}
