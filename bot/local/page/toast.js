/** Short words at the edge of the screen that go by themselves. */
import { h } from './dom.js';

const SHOWN_MS = 6000;

/** @param {string} words @param {'plain'|'error'} [kind] */
export function toast(words, kind = 'plain') {
  const node = h('div.toast', { class: kind === 'error' ? 'is-error' : '' }, words);
  const home = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.getElementById('toasts');
  home.append(node);
  setTimeout(() => node.remove(), SHOWN_MS);
}
