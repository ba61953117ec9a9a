/** "Pilot is thinking…": what the bot says it does while it works. */
import { h } from './dom.js';
import { icon } from './icons.js';

/**
 * @param {object} space the workspace
 * @param {string} channel
 * @param {string|null} thread within this thread; null: in the channel, wherever it is
 * @returns {Node|null}
 */
export function statusLine(space, channel, thread) {
  for (const [key, words] of space.statuses) {
    const [where, ts] = key.split(':');
    if (!words || where !== channel || (thread !== null && ts !== thread)) continue;
    const elsewhere =
      thread === null &&
      ts &&
      ts !== '' &&
      space.messages.get(channel)?.has(ts) &&
      !space.conversation(channel)?.kind?.startsWith('im');
    const text = /^is |^are /.test(words)
      ? `${space.author({ user: space.bot.user_id }).name} ${words}`
      : words;
    return h(
      'div.status-line',
      null,
      icon('helm', 15),
      h('span.status-words', null, text, elsewhere ? ' (in a thread)' : ''),
    );
  }
  return null;
}
