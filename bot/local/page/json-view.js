/** JSON for reading: indented, coloured, every value as text. */
import { h } from './dom.js';

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;
const COLOURED_CHARS = 200_000;

/**
 * @param {*} value
 * @returns {HTMLElement}
 */
export function jsonView(value) {
  const text = typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '');
  const node = h('pre.json', { tabindex: '0' });
  if (text.length > COLOURED_CHARS) {
    node.append(text);
    return node;
  }
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    node.append(text.slice(from, match.index));
    const [, string, colon, number] = match;
    const kind = string ? (colon ? 'is-key' : 'is-string') : number ? 'is-number' : 'is-word';
    node.append(h('span', { class: kind }, string ?? match[0]), colon ?? '');
    from = match.index + match[0].length;
  }
  node.append(text.slice(from));
  return node;
}
