/** Slack's mrkdwn as DOM nodes. Foreign words become text nodes and nothing else. */
import { h, link, safeUrl } from './dom.js';
import { emoji, emojiText } from './emoji.js';
import { broadcast, channelMention, groupMention, userMention } from './mentions.js';
import { formatDate } from './time.js';

const EMPHASIS = { '*': 'b', _: 'i', '~': 'del' };
const WORD = /[\p{L}\p{N}]/u;
const BARE_URL = /^https?:\/\/[^\s<>|`]+[^\s<>|`.,:;!?)\]}'"*_~]/i;
const FENCE = /```\n?([\s\S]*?)\n?```/g;

/** Slack escapes exactly three characters. @param {string} text */
export function unescape(text) {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

/**
 * Renders mrkdwn.
 * @param {string} text as in a payload
 * @param {{workspace: object}} ctx who is whom
 * @returns {Node[]}
 */
export function mrkdwn(text, ctx) {
  const source = String(text ?? '');
  const nodes = [];
  let from = 0;
  for (const match of source.matchAll(FENCE)) {
    nodes.push(...paragraphs(source.slice(from, match.index).replace(/\n$/, ''), ctx));
    nodes.push(preformatted(match[1], ctx));
    from = match.index + match[0].length;
  }
  const rest = source.slice(from);
  nodes.push(...paragraphs(from ? rest.replace(/^\n/, '') : rest, ctx));
  return nodes;
}

/** A block of code: monospace, scrolls sideways, links inside still work. */
function preformatted(text, ctx) {
  const parts = text
    .split(/(<[^<>\n]+>)/)
    .map((part) => (/^<.*>$/s.test(part) ? entity(part.slice(1, -1), ctx) : unescape(part)));
  return h('pre.code-block', { tabindex: '0' }, h('code', null, parts));
}

/** Lines, with runs of quoted ones gathered. */
function paragraphs(text, ctx) {
  if (!text) return [];
  const nodes = [];
  let plain = [];
  let quoted = [];
  const flushPlain = () => {
    if (plain.length) nodes.push(...inline(plain.join('\n'), ctx));
    plain = [];
  };
  const flushQuote = () => {
    if (quoted.length) nodes.push(h('blockquote.quote', null, inline(quoted.join('\n'), ctx)));
    quoted = [];
  };
  let everything = false;
  for (const row of text.split('\n')) {
    if (!everything && /^(&gt;|>){3}/.test(row)) everything = true;
    const match = /^(?:&gt;|>){1,3} ?/.exec(row);
    if (match || everything) {
      flushPlain();
      quoted.push(match ? row.slice(match[0].length) : row);
    } else {
      flushQuote();
      plain.push(row);
    }
  }
  flushPlain();
  flushQuote();
  return nodes;
}

/**
 * Renders a run of text without blocks: emphasis, code, links, mentions, emoji, line ends.
 * @param {string} text
 * @param {object} ctx
 * @returns {Node[]}
 */
export function inline(text, ctx) {
  const out = [];
  const dead = new Set();
  let plain = '';
  let i = 0;
  const flush = () => {
    if (plain) out.push(...emojiText(unescape(plain)));
    plain = '';
  };
  while (i < text.length) {
    if (text[i] === '\n') dead.clear();
    const hit = special(text, i, ctx, dead);
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

/** What begins at `i`, if it is more than text: `{node, end}`. `dead` remembers marks that nothing closes in this line. */
function special(text, i, ctx, dead) {
  const char = text[i];
  if (char === '<') return angle(text, i, ctx);
  if (char === '`') return codeSpan(text, i, dead);
  if (char === ':') return emojiAt(text, i);
  if (char in EMPHASIS) return emphasis(text, i, ctx, dead);
  if ((char === 'h' || char === 'H') && !(i > 0 && WORD.test(text[i - 1]))) return bareUrl(text, i);
  return null;
}

function angle(text, i, ctx) {
  const end = text.indexOf('>', i);
  const body = end < 0 ? '' : text.slice(i + 1, end);
  if (!body || /[<\n]/.test(body)) return null;
  return { node: entity(body, ctx), end: end + 1 };
}

function codeSpan(text, i, dead) {
  if (dead.has('`')) return null;
  const end = text.indexOf('`', i + 1);
  const body = end < 0 ? '' : text.slice(i + 1, end);
  if (!body || body.includes('\n')) {
    if (!body && end > 0) return null;
    dead.add('`');
    return null;
  }
  return { node: h('code.code-span', null, unescape(body)), end: end + 1 };
}

function emojiAt(text, i) {
  const match = /^:([a-z0-9_+'-]{1,60}(?:::skin-tone-[2-6])?):/.exec(text.slice(i, i + 90));
  return match ? { node: emoji(match[1]), end: i + match[0].length } : null;
}

function bareUrl(text, i) {
  const match = BARE_URL.exec(text.slice(i, i + 3000));
  return match ? { node: link(unescape(match[0])), end: i + match[0].length } : null;
}

function emphasis(text, i, ctx, dead) {
  const mark = text[i];
  if (dead.has(mark)) return null;
  const before = i > 0 ? text[i - 1] : ' ';
  const next = text[i + 1];
  if (WORD.test(before) || next === undefined || /\s/.test(next) || next === mark) return null;
  const end = closing(text, i, mark);
  if (end < 0) {
    dead.add(mark);
    return null;
  }
  return { node: h(EMPHASIS[mark], null, inline(text.slice(i + 1, end), ctx)), end: end + 1 };
}

/** Where the mark that opens at `i` is closed in the same line, or -1. Code and links in between are stepped over. */
function closing(text, i, mark) {
  for (let k = i + 1; k < text.length && text[k] !== '\n'; k += 1) {
    const partner = text[k] === '<' ? '>' : text[k] === '`' ? '`' : null;
    if (partner) {
      const over = text.indexOf(partner, k + 1);
      if (over > 0) k = over;
    } else if (text[k] === mark && !/\s/.test(text[k - 1]) && k > i + 1) {
      const after = text[k + 1];
      if (after === undefined || !WORD.test(after)) return k;
    }
  }
  return -1;
}

/** What stands between < and >: a user, a channel, a broadcast, a date or a link. */
function entity(body, ctx) {
  const bar = body.indexOf('|');
  const target = bar < 0 ? body : body.slice(0, bar);
  const label = bar < 0 ? '' : unescape(body.slice(bar + 1));
  if (/^@[UWB]\w+$/.test(target)) return userMention(target.slice(1), ctx, label);
  if (/^#[CGD]\w+$/.test(target)) return channelMention(target.slice(1), ctx, label);
  if (target.startsWith('!')) return command(target.slice(1), label);
  const url = unescape(target);
  if (safeUrl(url)) return link(url, ...(label ? [label] : []));
  if (/^mailto:/i.test(url)) return document.createTextNode(label || url.slice(7));
  return document.createTextNode(label ? `${label} (${url})` : `<${unescape(body)}>`);
}

function command(target, label) {
  const [name, ...rest] = target.split('^');
  if (name === 'date') return dateToken(rest, label);
  if (name === 'subteam') return groupMention(label || rest[0]);
  if (['here', 'channel', 'everyone'].includes(name)) return broadcast(name);
  return document.createTextNode(label || `<!${target}>`);
}

function dateToken([seconds, format, url], label) {
  const words = formatDate(seconds, format ?? '{date}') ?? label;
  const node = h('time.date-token', { title: label || words }, words);
  return url && safeUrl(url) ? link(url, node) : node;
}
