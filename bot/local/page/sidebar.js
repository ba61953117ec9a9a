/** Channels and direct messages, with what is unread. */
import { asAuthor, avatar } from './avatar.js';
import { h, refill } from './dom.js';
import { icon } from './icons.js';
import { roving } from './menu.js';

/** @param {object} app @param {HTMLElement} node */
export function startSidebar(app, node) {
  const draw = () => drawSidebar(app, node);
  for (const topic of ['state', 'sidebar', 'channel', 'online']) app.workspace.on(topic, draw);
  node.addEventListener('keydown', (event) => roving(event, [...node.querySelectorAll('.side-item')]));
}

function drawSidebar(app, node) {
  const { workspace } = app;
  const all = [...workspace.conversations.values()];
  const named = (kind) =>
    all.filter(kind).sort((a, b) => workspace.title(a).localeCompare(workspace.title(b)));
  const channels = named((conversation) => conversation.kind !== 'im');
  const direct = named(
    (conversation) => conversation.kind === 'im' && conversation.user !== workspace.bot.user_id,
  );
  const pilot = workspace.botConversation();
  const focused = document.activeElement?.dataset?.channel;
  refill(
    node,
    head(app),
    h(
      'nav.side-scroll',
      { 'aria-label': 'Conversations' },
      group(
        'Channels',
        channels.map((conversation) => item(app, conversation)),
      ),
      group(
        'Direct messages',
        [...(pilot ? [pilot] : []), ...direct].map((conversation) => item(app, conversation)),
      ),
    ),
    foot(app),
  );
  if (focused)
    [...node.querySelectorAll('.side-item')].find((part) => part.dataset.channel === focused)?.focus();
}

function head(app) {
  return h(
    'header.side-head',
    null,
    h(
      'div.team',
      null,
      h('div.team-name', null, app.workspace.team.name),
      h('div.team-kind', null, 'local workspace'),
    ),
    h(
      'button.icon-btn.only-narrow',
      { type: 'button', 'aria-label': 'Close the list', on: { click: () => app.showSidebar(false) } },
      icon('close'),
    ),
    h(
      'button.jump',
      {
        type: 'button',
        'aria-label': 'Jump to a conversation',
        title: 'Jump to… (Ctrl+K)',
        on: { click: () => app.openSwitcher() },
      },
      icon('search', 15),
      h('span', null, 'Jump to…'),
      h('kbd', null, app.isMac ? '⌘K' : 'Ctrl K'),
    ),
  );
}

function group(name, items) {
  return h('section.side-group', null, h('h2.side-title', null, name), items);
}

function item(app, conversation) {
  const { workspace } = app;
  const here = conversation.id === workspace.channel;
  const unread = !here && conversation.unread > 0;
  const state = [
    here ? 'is-here' : '',
    unread ? 'is-unread' : '',
    conversation.is_member === false ? 'is-outside' : '',
  ].join(' ');
  const peer = conversation.kind === 'im' ? workspace.user(conversation.user) : null;
  const lead = peer
    ? avatar(asAuthor(peer), 'small')
    : icon(conversation.kind === 'private' ? 'lock' : 'hash', 16);
  const count =
    unread && (conversation.mentions || (conversation.kind === 'im' && conversation.unread))
      ? conversation.mentions || conversation.unread
      : 0;
  const label = `${workspace.title(conversation)}${unread ? `, ${conversation.unread} unread` : ''}${count ? `, ${count} for you` : ''}`;
  return h(
    'button.side-item',
    {
      type: 'button',
      class: state,
      'data-channel': conversation.id,
      'aria-current': here ? 'page' : null,
      'aria-label': label,
      on: { click: () => app.openChannel(conversation.id) },
    },
    lead,
    h('span.side-name', null, workspace.title(conversation)),
    peer?.is_bot ? h('span.badge', null, 'APP') : null,
    peer && peer.id === workspace.me ? h('span.side-you', null, 'you') : null,
    count ? h('span.count', null, count) : null,
  );
}

function foot(app) {
  const { online } = app.workspace;
  return h(
    'footer.side-foot',
    { class: online ? 'is-online' : '' },
    h('span.dot'),
    online ? 'Connected' : 'Reconnecting…',
  );
}
