/** The drawer for the curious: the payload behind a message, and every delivery to the app with its ack time. */
import { iconButton, tabButton, tabList, textButton } from './controls.js';
import { h, refill } from './dom.js';
import { icon } from './icons.js';
import { jsonView } from './json-view.js';

const NOTES = {
  to: 'What the workspace sent to the app, newest first, and how long the app took to acknowledge.',
  from: 'What the app asked of the workspace, newest first.',
  all: 'Everything in both directions, newest first.',
};
const SLACK_LIMIT_MS = 3000;
const FILTERS = [
  ['to', 'To the app'],
  ['from', 'From the app'],
  ['all', 'All'],
];
const FROM_APP = new Set(['response_url', 'web_api']);
const KINDS = {
  slash_commands: 'command',
  events_api: 'event',
  interactive: 'action',
  options: 'options',
  response_url: 'response',
  web_api: 'api',
};

export class Inspector {
  /** @param {object} app @param {HTMLElement} node */
  constructor(app, node) {
    this.app = app;
    this.node = node;
    this.tab = 'deliveries';
    this.subject = null;
    this.opened = null;
    this.filter = 'to';
    this.body = h('div.inspector-body');
    node.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') app.toggleInspector(false);
    });
    app.workspace.on('deliveries', () => {
      if (!node.hidden && this.tab === 'deliveries' && !this.opened) this.drawBody();
    });
    app.workspace.on('message', ({ message }) => this.refreshed(message));
  }

  /** Opens at the deliveries. */
  async showDeliveries() {
    this.tab = 'deliveries';
    this.node.hidden = false;
    this.draw();
    const answer = await this.app.read(() => this.app.console.deliveries());
    if (answer) this.app.workspace.deliveries = [...answer.deliveries].sort((a, b) => b.at - a.at);
    this.drawBody();
  }

  /** Opens at one message's payload. */
  showMessage(channel, message) {
    this.tab = 'payload';
    this.subject = { channel, message };
    this.node.hidden = false;
    this.draw();
  }

  refreshed(message) {
    if (!message || this.node.hidden || this.tab !== 'payload' || this.subject?.message.ts !== message.ts)
      return;
    this.subject.message = message;
    this.drawBody();
  }

  draw() {
    const close = () => this.app.toggleInspector(false);
    const deliveries = () => {
      this.opened = null;
      void this.showDeliveries();
    };
    const payload = () => {
      this.tab = 'payload';
      this.draw();
    };
    const head = h(
      'header.pane-head',
      null,
      h('h2.pane-title', null, icon('pulse', 18), 'Inspector'),
      h('span.pane-space'),
      iconButton('close', 'Close the inspector', close),
      tabList(
        'Inspector',
        tabButton('Deliveries', this.tab === 'deliveries', deliveries),
        tabButton('Message', this.tab === 'payload', payload),
      ),
    );
    refill(this.node, head, this.body);
    this.drawBody();
  }

  drawBody() {
    if (this.tab === 'payload') refill(this.body, this.payload());
    else if (this.opened) refill(this.body, this.detail());
    else refill(this.body, this.deliveryList());
  }

  payload() {
    if (!this.subject)
      return h('p.inspector-note', null, 'Choose “Show the payload” in the bar of a message.');
    const { channel, message } = this.subject;
    return [
      h('div.inspector-line', null, h('b', null, `${channel} · ${message.ts}`), this.copyButton(message)),
      jsonView(message),
    ];
  }

  copyButton(value) {
    const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    return h(
      'button.btn.is-small',
      { type: 'button', on: { click: () => void this.app.copy(text) } },
      icon('copy', 14),
      'Copy',
    );
  }

  deliveryList() {
    const shown = this.app.workspace.deliveries.filter(
      (delivery) => this.filter === 'all' || FROM_APP.has(delivery.kind) === (this.filter === 'from'),
    );
    const button = ([name, label]) =>
      h(
        'button.filter',
        {
          type: 'button',
          'aria-pressed': String(this.filter === name),
          on: {
            click: () => {
              this.filter = name;
              this.drawBody();
            },
          },
        },
        label,
      );
    return [
      h('div.filters', { role: 'group', 'aria-label': 'Which deliveries' }, FILTERS.map(button)),
      h('p.inspector-note', null, NOTES[this.filter]),
      shown.length
        ? h(
            'ol.deliveries',
            null,
            shown.map((delivery) => h('li', null, this.deliveryRow(delivery))),
          )
        : h('p.inspector-note', null, 'Nothing yet. Type a command, or press a button.'),
    ];
  }

  deliveryRow(delivery) {
    const kind = Object.hasOwn(KINDS, delivery.kind) ? KINDS[delivery.kind] : 'event';
    const retry = delivery.attempt ? `retry ${delivery.attempt}` : '';
    const facts = [localTime(delivery.at), delivery.transport, retry, delivery.status];
    const open = { 'data-id': delivery.id, on: { click: () => void this.open(delivery) } };
    return h(
      'button.delivery',
      { type: 'button', class: delivery.error ? 'is-bad' : '', ...open },
      h('span.kind', { class: `is-${kind}` }, kind),
      h('span.delivery-words', null, delivery.summary),
      h('span.delivery-ack', null, ack(delivery)),
      h('span.delivery-sub', null, facts.filter(Boolean).join(' · ')),
      meter(delivery),
    );
  }

  async open(delivery) {
    const detail = await this.app.read(() => this.app.console.delivery(delivery.id));
    if (!detail) return;
    this.opened = detail.delivery ?? detail;
    this.drawBody();
  }

  detail() {
    const it = this.opened;
    const back = () => {
      this.opened = null;
      this.drawBody();
    };
    const facts = [KINDS[it.kind] ?? it.kind, it.transport, ack(it), it.status, localTime(it.at)];
    return [
      h('div.inspector-back', null, textButton([icon('back', 15), 'All deliveries'], back)),
      h('h3.inspector-title', null, it.summary),
      h('p.inspector-note', null, facts.filter(Boolean).join(' · ')),
      this.part('Request', it.request),
      this.part('Headers', it.headers && Object.keys(it.headers).length ? it.headers : null),
      this.part('Response', it.response),
    ];
  }

  part(name, value) {
    if (value === undefined || value === null || value === '') return null;
    const head = h('div.inspector-line', null, h('b', null, name), this.copyButton(value));
    return h('section.inspector-part', null, head, jsonView(value));
  }
}

const localTime = (seconds) => new Date(seconds * 1000).toLocaleTimeString();

function ack(delivery) {
  if (delivery.error) return String(delivery.error);
  if (delivery.ack_ms === null || delivery.ack_ms === undefined) return '…';
  return `${delivery.ack_ms < 10 ? delivery.ack_ms.toFixed(1) : Math.round(delivery.ack_ms)} ms`;
}

/** How much of Slack's three seconds the ack took. */
function meter(delivery) {
  const node = h('span.meter', { 'aria-hidden': 'true' });
  const share = Math.min(1, (delivery.ack_ms ?? 0) / SLACK_LIMIT_MS);
  node.style.setProperty('--share', String(Math.sqrt(share)));
  return node;
}
