/** One floating layer beside its anchor: menus, pickers, the reaction grid. Esc and a click elsewhere close it. */
import { h } from './dom.js';

const GAP = 4;
const EDGE = 8;
let current = null;

/**
 * Opens a layer at `anchor` and closes the one that was open.
 * @param {HTMLElement} anchor
 * @param {Node} content
 * @param {{role?: string, label?: string, className?: string, onClose?: function(): void, above?: boolean}} [options]
 * @returns {{node: HTMLElement, close: function(boolean=): void, place: function(): void}}
 */
export function openPopup(anchor, content, options = {}) {
  closePopup(false);
  const node = h(
    'div.popup',
    { role: options.role, 'aria-label': options.label, class: options.className },
    content,
  );
  (anchor.closest('dialog') ?? document.body).append(node);
  const popup = {
    node,
    anchor,
    place: () => place(node, anchor, options.above),
    close: (refocus = true) => close(popup, refocus, options),
  };
  current = popup;
  anchor.setAttribute('aria-expanded', 'true');
  popup.place();
  popup.off = listen(popup);
  return popup;
}

/** Closes whatever is open. @param {boolean} [refocus] gives the focus back to the anchor */
export function closePopup(refocus = true) {
  current?.close(refocus);
}

/** Is something open? Then Esc belongs to it. */
export function popupIsOpen() {
  return current !== null;
}

function close(popup, refocus, options) {
  if (current !== popup) return;
  current = null;
  popup.off();
  popup.node.remove();
  popup.anchor.setAttribute('aria-expanded', 'false');
  if (refocus && popup.anchor.isConnected) popup.anchor.focus();
  options.onClose?.();
}

function listen(popup) {
  const pointer = (event) => {
    if (!popup.node.contains(event.target) && !popup.anchor.contains(event.target)) popup.close(false);
  };
  const key = (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    popup.close();
  };
  const move = () => popup.close(false);
  document.addEventListener('pointerdown', pointer, true);
  document.addEventListener('keydown', key, true);
  window.addEventListener('resize', move);
  return () => {
    document.removeEventListener('pointerdown', pointer, true);
    document.removeEventListener('keydown', key, true);
    window.removeEventListener('resize', move);
  };
}

/** Below the anchor where there is room, else above; never off the screen. */
function place(node, anchor, above = false) {
  const at = anchor.getBoundingClientRect();
  const box = node.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const height = window.innerHeight;
  const under = at.bottom + GAP + box.height + EDGE <= height;
  const over = at.top - GAP - box.height >= EDGE;
  const top =
    (above && over) || (!under && over)
      ? at.top - GAP - box.height
      : Math.min(at.bottom + GAP, height - box.height - EDGE);
  const left = Math.min(Math.max(EDGE, at.left), Math.max(EDGE, width - box.width - EDGE));
  node.style.top = `${Math.max(EDGE, top)}px`;
  node.style.left = `${left}px`;
}
