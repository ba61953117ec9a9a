/** The page's own small buttons, as opposed to those that apps send. */
import { h } from './dom.js';
import { icon } from './icons.js';

/**
 * A button that shows an icon and says its label.
 * @param {string} name of the icon
 * @param {string} label
 * @param {function(HTMLElement): void} run gets the button
 * @param {object} [more] attributes; `class` and `size` among them
 */
export function iconButton(name, label, run, { size = 18, ...more } = {}) {
  const common = { type: 'button', 'aria-label': label, title: label };
  const node = h('button.icon-btn', { ...common, ...more, on: { click: () => run(node) } }, icon(name, size));
  return node;
}

/** A button that looks like a link. */
export function textButton(label, run) {
  return h('button.text-btn', { type: 'button', on: { click: run } }, label);
}

/** One tab. @param {string} label @param {boolean} selected @param {function(): void} run */
export function tabButton(label, selected, run) {
  const state = { type: 'button', role: 'tab', 'aria-selected': String(selected) };
  return h('button.tab', { ...state, on: { click: run } }, label);
}

/** A row of tabs. */
export function tabList(label, ...tabs) {
  return h('div.tabs', { role: 'tablist', 'aria-label': label }, tabs);
}

/**
 * The text field above a list of choices.
 * @param {string} label
 * @param {object} on listeners
 * @param {string} [spec] tag and classes
 * @param {object} [more] attributes
 */
export function searchField(label, on, spec = 'input.picker-input', more = {}) {
  const plain = { type: 'text', autocomplete: 'off', spellcheck: 'false' };
  return h(spec, { ...plain, 'aria-label': label, placeholder: label, ...more, on });
}
