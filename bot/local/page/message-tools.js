/** What one can do with a message: the bar that appears at its corner, and its menu. */
import { h } from './dom.js';
import { QUICK_REACTIONS, emoji } from './emoji.js';
import { icon } from './icons.js';
import { openMenu } from './menu.js';
import { pickEmoji } from './reactions.js';

function tool(name, label, run, extra = {}) {
  const node = h(
    'button.tool',
    {
      type: 'button',
      'aria-label': label,
      title: label,
      tabindex: '-1',
      ...extra,
      on: { click: () => run(node) },
    },
    typeof name === 'string' ? icon(name, 17) : name,
  );
  return node;
}

/** @param {object} app @param {string} channel @param {object} message @param {{thread: boolean}} how */
export function toolbar(app, channel, message, how) {
  const payload = tool('braces', 'Show the payload', () => app.inspect(channel, message));
  if (message.is_ephemeral)
    return h('div.tools', { role: 'toolbar', 'aria-label': 'Message actions' }, payload);
  const react = (name) => void app.act({ type: 'react', channel, ts: message.ts, name });
  return h(
    'div.tools',
    { role: 'toolbar', 'aria-label': 'Message actions' },
    QUICK_REACTIONS.map((name) => tool(emoji(name), `React with ${name}`, () => react(name))),
    tool('smile', 'Add a reaction', (node) => pickEmoji(node, react)),
    how.thread
      ? null
      : tool('reply', 'Reply in thread', () =>
          app.openThread(channel, message.thread_ts ?? message.ts, true),
        ),
    payload,
    tool('more', 'More actions', (node) => messageMenu(app, node, channel, message, how), {
      'aria-haspopup': 'menu',
    }),
  );
}

function messageMenu(app, anchor, channel, message, how) {
  const shortcuts = app.workspace.shortcuts.filter((shortcut) => shortcut.type === 'message');
  const call = (shortcut) =>
    void app.act({ type: 'message_shortcut', callback_id: shortcut.callback_id, channel, ts: message.ts });
  openMenu(
    anchor,
    [
      ...(how.thread
        ? []
        : [
            {
              label: 'Reply in thread',
              icon: 'reply',
              run: () => app.openThread(channel, message.thread_ts ?? message.ts, true),
            },
          ]),
      { label: 'Copy text', icon: 'copy', run: () => void app.copy(message.text ?? '') },
      { label: 'Show the payload', icon: 'braces', run: () => app.inspect(channel, message) },
      ...(shortcuts.length ? ['line', { heading: 'Shortcuts' }] : []),
      ...shortcuts.map((shortcut) => ({
        label: shortcut.name,
        hint: shortcut.description,
        icon: 'bolt',
        run: () => call(shortcut),
      })),
    ],
    { label: 'More actions' },
  );
}
