/** Spans of standard Markdown: emphasis, code, links, Slack's mentions, emoji. */
import { h, link } from './dom.js';
import { emoji, emojiText } from './emoji.js';
import { broadcast, channelMention, userMention } from './mentions.js';
import { unescape } from './mrkdwn.js';

const RULES = [
  [/^\\([\\`*_{}[\]()#+\-.!|>~<&:])/, (m) => document.createTextNode(m[1])],
  [/^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/, (m) => h('code.code-span', null, m[2].replace(/^ (.*) $/, '$1'))],
  [
    /^!?\[([^\]\n]{0,2000})\]\(\s*<?([^\s)<>]{1,3000})>?(?:\s+"[^"\n]*")?\s*\)/,
    (m, ctx) => link(m[2], ...(m[1] ? spans(m[1], ctx) : [])),
  ],
  [/^<(https?:\/\/[^\s<>|]+)(?:\|([^<>\n]*))?>/i, (m) => link(m[1], ...(m[2] ? [m[2]] : []))],
  [/^<@([UW]\w+)(?:\|[^>]*)?>/, (m, ctx) => userMention(m[1], ctx)],
  [/^<#([CGD]\w+)(?:\|([^>]*))?>/, (m, ctx) => channelMention(m[1], ctx, m[2])],
  [/^<!(here|channel|everyone)(?:\|[^>]*)?>/, (m) => broadcast(m[1])],
  [/^(\*\*|__)(?=\S)([\s\S]{0,4000}?\S)\1/, (m, ctx) => h('b', null, spans(m[2], ctx))],
  [/^~~(?=\S)([\s\S]{0,4000}?\S)~~/, (m, ctx) => h('del', null, spans(m[1], ctx))],
  [/^([*_])(?=\S)([^\n]{0,4000}?\S)\1(?![\p{L}\p{N}])/u, (m, ctx) => h('i', null, spans(m[2], ctx))],
  [/^:([a-z0-9_+'-]{1,60}):/, (m) => emoji(m[1])],
  [/^https?:\/\/[^\s<>|`)\]]*[^\s<>|`)\].,:;!?'"*_]/i, (m) => link(m[0])],
];
const STARTS = /[\\`![<*_~:hH]/;
const WORD = /[\p{L}\p{N}]/u;

/**
 * @param {string} text one run of text, line ends kept
 * @param {object} ctx
 * @returns {Node[]}
 */
export function spans(text, ctx) {
  const out = [];
  let plain = '';
  let i = 0;
  const flush = () => {
    if (plain) out.push(...emojiText(unescape(plain)));
    plain = '';
  };
  while (i < text.length) {
    const hit = STARTS.test(text[i]) ? match(text, i, ctx) : null;
    if (hit) {
      flush();
      out.push(hit.node);
      i = hit.end;
    } else {
      plain += text[i];
      i += 1;
    }
  }
  flush();
  return out;
}

function match(text, i, ctx) {
  const inWord = i > 0 && WORD.test(text[i - 1]);
  if (inWord && /[_hH:]/.test(text[i])) return null;
  const rest = text.slice(i, i + 6000);
  for (const [pattern, make] of RULES) {
    const found = pattern.exec(rest);
    if (found) return { node: make(found, ctx), end: i + found[0].length };
  }
  return null;
}
