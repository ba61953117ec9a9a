/** The bot's App Home, as the app published it for this person. */
import { renderBlocks } from './blocks/index.js';
import { viewContext } from './context.js';
import { h, refill } from './dom.js';
import { icon } from './icons.js';

/** @param {object} app @param {HTMLElement} node */
export function drawHome(app, node) {
  const view = app.workspace.home;
  if (!view) {
    refill(
      node,
      h(
        'div.home-empty',
        null,
        icon('helm', 40),
        h('h2', null, `${app.workspace.bot.name ?? 'The app'} has no home page for you yet`),
        h('p', null, 'Apps publish it when you open this tab. The Messages tab is always there.'),
      ),
    );
    return;
  }
  const ctx = viewContext(app, view);
  refill(
    node,
    h(
      'div.home-sheet.blocks',
      null,
      ctx.form.during(() => renderBlocks(view.blocks, ctx)),
    ),
  );
}
