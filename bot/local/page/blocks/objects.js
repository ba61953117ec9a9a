/** Slack's composition objects: text, pictures. */
import { h, ownFile, link } from '../dom.js';
import { emoji, emojiText } from '../emoji.js';
import { icon } from '../icons.js';
import { mrkdwn, unescape } from '../mrkdwn.js';

/** Plain text with its :emoji: and nothing else. @param {string} text @returns {Node[]} */
export function plainText(text, withEmoji = true) {
  const source = unescape(String(text ?? ''));
  if (!withEmoji) return [document.createTextNode(source)];
  const parts = source.split(/(:[a-z0-9_+'-]{1,60}:)/).filter(Boolean);
  return parts.flatMap((part) => (/^:[^:]+:$/.test(part) ? [emoji(part.slice(1, -1))] : emojiText(part)));
}

/**
 * A text object (or a bare string, which is plain).
 * @param {object|string|null} object
 * @param {object} ctx
 * @returns {Node[]}
 */
export function textObject(object, ctx) {
  if (object === null || object === undefined) return [];
  if (typeof object === 'string') return plainText(object);
  if (object.type === 'mrkdwn') return mrkdwn(object.text, ctx);
  return plainText(object.text, object.emoji !== false);
}

/** The words of a text object, for labels that can hold only text. */
export function words(object) {
  const text = typeof object === 'string' ? object : (object?.text ?? '');
  return unescape(String(text));
}

/** Where a picture comes from: its own address, or a file of this workspace. */
export function pictureUrl(item) {
  if (item?.slack_file?.id) return `/console/file/${encodeURIComponent(item.slack_file.id)}`;
  return String(item?.image_url ?? item?.slack_file?.url ?? '');
}

/**
 * A picture, if it is on this server: pictures from elsewhere are offered as links, the page loads nothing remote.
 * @param {object} item `image_url` or `slack_file`, `alt_text`
 * @param {string} className
 * @returns {HTMLElement}
 */
export function picture(item, className) {
  const alt = String(item?.alt_text ?? '');
  const url = pictureUrl(item);
  if (ownFile(url)) return h('img', { class: className, src: url, alt });
  const small = className === 'context-image' || className === 'thumb';
  return h(
    'span.remote-picture',
    { class: small ? 'is-small' : '', title: `${alt} (a picture from elsewhere is not loaded here)` },
    icon('picture', small ? 14 : 18),
    small ? null : link(url, alt || url),
  );
}
