/** The rich_text block: sections, lists, quotes, code, with every inline element. Its text is never parsed. */
import { h, link, tone } from './dom.js';
import { emoji, emojiText } from './emoji.js';
import { broadcast, channelMention, groupMention, userMention } from './mentions.js';
import { formatDate } from './time.js';

const STYLES = [
  ['bold', 'b'],
  ['italic', 'i'],
  ['strike', 'del'],
  ['underline', 'u'],
  ['highlight', 'mark'],
  ['client_highlight', 'mark'],
];

const INLINE = {
  text: (e, ctx) => (ctx.verbatim || e.style?.code ? String(e.text ?? '') : emojiText(String(e.text ?? ''))),
  link: (e) => link(e.url, ...(e.text ? [String(e.text)] : [])),
  emoji: (e) => emoji(String(e.name ?? '')),
  user: (e, ctx) => userMention(String(e.user_id), ctx),
  channel: (e, ctx) => channelMention(String(e.channel_id), ctx),
  usergroup: (e) => groupMention(String(e.usergroup_id)),
  team: (e) => groupMention(String(e.team_id)),
  broadcast: (e) => broadcast(String(e.range)),
  date: (e) => dateNode(e),
  color: (e) => h('span.color-value', null, tone(h('i.swatch'), String(e.value)), String(e.value)),
};

function dateNode(element) {
  const words =
    formatDate(element.timestamp, String(element.format ?? '{date}')) ?? String(element.fallback ?? '');
  const node = h('time.date-token', { title: element.fallback ?? words }, words);
  return element.url ? link(element.url, node) : node;
}

function inlineNode(element, ctx) {
  const make = Object.hasOwn(INLINE, element?.type) ? INLINE[element.type] : null;
  let node = make ? make(element, ctx) : String(element?.text ?? '');
  const style = element?.style ?? {};
  if (style.code) node = h('code.code-span', null, node);
  for (const [name, tag] of STYLES) if (style[name]) node = h(tag, null, node);
  return node;
}

/** @param {Array<object>} elements inline elements @param {object} ctx @returns {Array} for `fill` */
export function inlineElements(elements, ctx) {
  return (Array.isArray(elements) ? elements : []).map((element) => inlineNode(element, ctx));
}

function bordered(node, element) {
  if (element.border) node.classList.add('is-bordered');
  return node;
}

const PARTS = {
  rich_text_section: (e, ctx) => h('div.rt-section', null, inlineElements(e.elements, ctx)),
  rich_text_quote: (e, ctx) => h('blockquote.quote', null, inlineElements(e.elements, ctx)),
  rich_text_preformatted: (e, ctx) => {
    const code = h('code', null, inlineElements(e.elements, { ...ctx, verbatim: true }));
    return bordered(h('pre.code-block', { tabindex: '0' }, code), e);
  },
  rich_text_list: (e, ctx) => list(e, ctx),
};

function list(element, ctx) {
  const ordered = element.style === 'ordered';
  const indent = Math.min(Math.max(Number(element.indent) || 0, 0), 8);
  const start = ordered && Number(element.offset) ? { start: Number(element.offset) + 1 } : null;
  const items = (element.elements ?? []).map((item) => h('li', null, inlineElements(item.elements, ctx)));
  const node = h(
    ordered ? 'ol.rt-list' : 'ul.rt-list',
    { ...start, class: `indent-${indent} bullet-${indent % 3}` },
    items,
  );
  return bordered(node, element);
}

/** @param {object} block @param {object} ctx @returns {HTMLElement} */
export function richText(block, ctx) {
  const parts = (block.elements ?? []).map((part) => {
    const make = Object.hasOwn(PARTS, part?.type) ? PARTS[part.type] : PARTS.rich_text_section;
    return make(part ?? {}, ctx);
  });
  return h('div.rich-text', null, parts);
}
