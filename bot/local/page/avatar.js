/** Who wrote it, as a picture: coloured initials, or the helm for an app. */
import { h, tone } from './dom.js';
import { icon } from './icons.js';

/** Up to two letters of a name. @param {string} name */
export function initials(name) {
  const parts = String(name)
    .trim()
    .split(/[\s._-]+/)
    .filter(Boolean);
  const letters = parts.length > 1 ? [parts[0], parts.at(-1)] : [parts[0] ?? '?'];
  return letters.map((part) => [...part][0].toUpperCase()).join('');
}

/**
 * @param {{name: string, color?: string, isBot?: boolean}} author
 * @param {'big'|'small'|'tiny'} [size]
 */
export function avatar(author, size = 'big') {
  const face = author.isBot ? icon('helm', { big: 24, small: 16, tiny: 13 }[size]) : initials(author.name);
  const node = h(
    'span.avatar',
    { class: `is-${size} ${author.isBot ? 'is-app' : ''}`, 'aria-hidden': 'true' },
    face,
  );
  return author.isBot ? node : tone(node, author.color);
}

/** A user of the workspace as an author. */
export function asAuthor(user) {
  return { id: user.id, name: user.real_name || user.name, color: user.color, isBot: user.is_bot };
}
