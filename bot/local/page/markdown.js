/** Standard Markdown (the markdown block, streamed answers) as DOM nodes: blocks here, spans in markdown-inline.js. */
import { h } from './dom.js';
import { spans } from './markdown-inline.js';

const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const TABLE_LINE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/**
 * @param {string} text
 * @param {object} ctx
 * @returns {Node[]}
 */
export function markdown(text, ctx) {
  const lines = String(text ?? '')
    .replace(/\r\n?/g, '\n')
    .split('\n');
  const nodes = [];
  let at = 0;
  while (at < lines.length) {
    const [node, next] = block(lines, at, ctx);
    if (node) nodes.push(node);
    at = Math.max(next, at + 1);
  }
  return nodes;
}

/** The block that begins at line `at`, and the line after it. */
function block(lines, at, ctx) {
  const line = lines[at];
  if (!line.trim()) return [null, at + 1];
  if (/^\s*(```|~~~)/.test(line)) return fence(lines, at);
  const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line);
  if (heading)
    return [h(`h${Math.min(heading[1].length, 4)}.md-heading`, null, spans(heading[2], ctx)), at + 1];
  if (RULE.test(line)) return [h('hr.divider'), at + 1];
  if (/^\s*>/.test(line)) return quote(lines, at, ctx);
  if (ITEM.test(line)) return list(lines, at, ctx);
  if (line.includes('|') && TABLE_LINE.test(lines[at + 1] ?? '') && (lines[at + 1] ?? '').includes('-'))
    return table(lines, at, ctx);
  return paragraph(lines, at, ctx);
}

function fence(lines, at) {
  const mark = lines[at].trim().slice(0, 3);
  let end = at + 1;
  while (end < lines.length && !lines[end].trim().startsWith(mark)) end += 1;
  return [
    h('pre.code-block', { tabindex: '0' }, h('code', null, lines.slice(at + 1, end).join('\n'))),
    end + 1,
  ];
}

function quote(lines, at, ctx) {
  let end = at;
  const inner = [];
  while (end < lines.length && /^\s*>/.test(lines[end])) inner.push(lines[end++].replace(/^\s*> ?/, ''));
  return [
    h(
      'blockquote.quote',
      null,
      inner.join('').includes('>') && inner.length > 40
        ? inner.join('\n')
        : markdown(inner.join('\n').replace(/^(\s*>){4,}/gm, ''), ctx),
    ),
    end,
  ];
}

function paragraph(lines, at, ctx) {
  let end = at + 1;
  while (
    end < lines.length &&
    lines[end].trim() &&
    !/^\s*(```|~~~|>|#{1,6}\s)/.test(lines[end]) &&
    !ITEM.test(lines[end])
  )
    end += 1;
  return [h('p.md-text', null, spans(lines.slice(at, end).join('\n'), ctx)), end];
}

function list(lines, at, ctx) {
  const root = { indent: -1, node: null };
  const stack = [root];
  const top = [];
  let end = at;
  for (; end < lines.length && lines[end].trim(); end += 1) {
    const match = ITEM.exec(lines[end]);
    if (match) addItem(stack, top, match, ctx);
    else if (/^\s{2,}/.test(lines[end])) stack.at(-1).item?.append('\n', ...spans(lines[end].trim(), ctx));
    else break;
  }
  return [h('div.md-list', null, top), end];
}

function addItem(stack, top, [, space, bullet, words], ctx) {
  const indent = space.length;
  while (stack.length > 1 && stack.at(-1).indent > indent) stack.pop();
  if (stack.at(-1).indent < indent && stack.length < 9) {
    const ordered = /\d/.test(bullet);
    const node = h(
      ordered ? 'ol.rt-list' : 'ul.rt-list',
      ordered ? { start: Number.parseInt(bullet, 10) } : null,
    );
    stack.at(-1).item ? stack.at(-1).item.append(node) : top.push(node);
    stack.push({ indent, node, item: null });
  }
  const task = /^\[([ xX])\]\s+(.*)$/.exec(words);
  const box = task
    ? h('input', { type: 'checkbox', disabled: true, checked: task[1] !== ' ', 'aria-label': 'task' })
    : null;
  const item = h('li', null, box, box ? ' ' : null, spans(task ? task[2] : words, ctx));
  stack.at(-1).node.append(item);
  stack.at(-1).item = item;
}

const cells = (line) =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replace(/\\\|/g, '|'));

function table(lines, at, ctx) {
  const heads = cells(lines[at]);
  const align = cells(lines[at + 1]).map((cell) =>
    /^:.*:$/.test(cell) ? 'is-center' : /:$/.test(cell) ? 'is-right' : '',
  );
  const rows = [];
  let end = at + 2;
  while (end < lines.length && lines[end].includes('|')) rows.push(cells(lines[end++]));
  const cell = (tag) => (words, column) => h(tag, { class: align[column] ?? '' }, spans(words, ctx));
  const node = h(
    'div.table-wrap',
    { tabindex: '0' },
    h(
      'table.table',
      null,
      h('thead', null, h('tr', null, heads.map(cell('th')))),
      h(
        'tbody',
        null,
        rows.map((row) =>
          h(
            'tr',
            null,
            heads.map((_, column) => cell('td')(row[column] ?? '', column)),
          ),
        ),
      ),
    ),
  );
  return [node, end];
}
