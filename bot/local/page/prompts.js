/** What the bot suggests to ask, as buttons above the composer of its direct message. */
import { h } from './dom.js';

/** @param {object} app @param {string} channel @returns {Node|null} */
export function promptBar(app, channel) {
  const kept = app.workspace.prompts;
  if (!kept?.prompts?.length || kept.channel !== channel) return null;
  const button = (prompt) => {
    const title = String(prompt.title ?? prompt);
    const text = String(prompt.message ?? prompt);
    return h(
      'button.prompt',
      { type: 'button', on: { click: () => void app.act({ type: 'post', channel, text }) } },
      title,
    );
  };
  return h(
    'div.prompts',
    { role: 'group', 'aria-label': 'Suggestions' },
    kept.title ? h('span', null, String(kept.title)) : null,
    kept.prompts.map(button),
  );
}
