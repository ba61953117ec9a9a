/** The start: who one is, where one was, then the app. */
import { App } from './app.js';
import { h, refill } from './dom.js';
import { startTheme } from './theme.js';

const byId = (id) => document.getElementById(id);

function keys(app) {
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      app.openSwitcher();
    } else if (event.key === 'Escape' && !event.defaultPrevented) {
      app.showSidebar(false);
    }
  });
}

function failed(error) {
  refill(
    byId('main'),
    h(
      'div.boot',
      { role: 'alert' },
      h('h1', null, 'The local workspace did not open'),
      h('p', null, error.message),
      h('button.btn.is-primary', { type: 'button', on: { click: () => location.reload() } }, 'Try again'),
    ),
  );
}

async function start() {
  const query = new URLSearchParams(location.search);
  const [channel, thread] = location.hash ? location.hash.slice(1).split('/') : [query.get('channel'), null];
  const app = new App(query.get('user') ?? '', {
    rail: byId('rail'),
    sidebar: byId('sidebar'),
    main: byId('main'),
    thread: byId('thread'),
    inspector: byId('inspector'),
    frame: byId('app'),
  });
  startTheme(() => app.workspace.emit('theme'));
  keys(app);
  await app.start({ channel, thread, message: location.hash ? null : query.get('ts') });
}

start().catch(failed);
