/** The narrow strip at the left: home, deliveries, theme, and who one is. */
import { asAuthor, avatar } from './avatar.js';
import { h, refill } from './dom.js';
import { icon } from './icons.js';
import { openMenu } from './menu.js';
import { currentTheme, toggleTheme } from './theme.js';

const ROLES = { admin: 'Admin', member: 'Member', guest: 'Guest' };

/** @param {object} app @param {HTMLElement} node */
export function startRail(app, node) {
  const draw = () => drawRail(app, node);
  for (const topic of ['state', 'inspector', 'theme', 'channel']) app.workspace.on(topic, draw);
}

function railButton(name, label, run, pressed = null) {
  const node = h(
    'button.rail-btn',
    {
      type: 'button',
      'aria-label': label,
      title: label,
      'aria-pressed': pressed === null ? null : String(pressed),
      on: { click: () => run(node) },
    },
    icon(name, 20),
    h('span.rail-word', null, label),
  );
  return node;
}

function drawRail(app, node) {
  const dark = currentTheme() === 'dark';
  refill(
    node,
    h('span.mark', { title: 'Pilothouse' }, icon('helm', 26)),
    railButton('hash', 'Channels', () => app.showSidebar(true)),
    railButton('helm', 'Pilot', () => app.openBot()),
    railButton('pulse', 'Deliveries', () => app.toggleInspector(), app.inspectorOpen),
    h('span.rail-space'),
    railButton(dark ? 'sun' : 'moon', dark ? 'Light' : 'Dark', () => {
      toggleTheme();
      app.workspace.emit('theme');
    }),
    meButton(app),
  );
}

function meButton(app) {
  const me = app.workspace.user(app.workspace.me);
  if (!me) return null;
  const node = h(
    'button.rail-me',
    {
      type: 'button',
      'aria-label': `You are ${me.real_name || me.name}. Switch user`,
      title: 'Switch user',
      'aria-haspopup': 'menu',
      on: { click: () => peopleMenu(app, node) },
    },
    avatar(asAuthor(me)),
    h('span.role-dot', { class: `is-${Object.hasOwn(ROLES, me.role) ? me.role : 'member'}` }),
  );
  return node;
}

/** Everybody one can be. Rights and view change with the person. */
export function peopleMenu(app, anchor) {
  const people = [...app.workspace.users.values()].filter((user) => !user.is_bot);
  openMenu(
    anchor,
    [
      { heading: 'See the workspace as' },
      ...people.map((user) => ({
        label: user.real_name || user.name,
        hint: [ROLES[user.role] ?? user.role, user.title].filter(Boolean).join(' · '),
        lead: avatar(asAuthor(user), 'small'),
        checked: user.id === app.workspace.me,
        run: () => void app.become(user.id),
      })),
    ],
    { label: 'Switch user' },
  );
}
