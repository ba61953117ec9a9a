/** People, channels and groups inside text. */
import { h } from './dom.js';

/** @param {string} id @param {{workspace: object}} ctx @param {string} [label] */
export function userMention(id, ctx, label = '') {
  const user = ctx.workspace.user(id);
  const name = user?.name ? user.real_name || user.name : label || id;
  const mine = id === ctx.workspace.me ? 'is-me' : '';
  return h('span.mention', { class: mine, 'data-user': id, title: user?.title || name }, `@${name}`);
}

/** @param {string} id @param {{workspace: object, openChannel?: function(string): void}} ctx @param {string} [label] */
export function channelMention(id, ctx, label = '') {
  const channel = ctx.workspace.conversation(id);
  const name = channel?.name ?? label ?? '';
  const words = name ? `#${name}` : `#${id}`;
  if (!channel || !ctx.openChannel) return h('span.mention', null, words);
  return h('button.mention', { type: 'button', on: { click: () => ctx.openChannel(id) } }, words);
}

/** @param {string} name */
export function groupMention(name) {
  return h('span.mention', null, String(name).startsWith('@') ? name : `@${name}`);
}

/** @param {'here'|'channel'|'everyone'} range */
export function broadcast(range) {
  return h('span.mention.is-me', null, `@${range}`);
}
