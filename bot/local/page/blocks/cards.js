/** Card, carousel, container; the plan and task_card of an agent. */
import { h, link } from '../dom.js';
import { renderElement } from '../elements/index.js';
import { icon } from '../icons.js';
import { richText } from '../richtext.js';
import { picture, textObject, words } from './objects.js';

/** @param {object} block @param {object} ctx */
export function card(block, ctx) {
  const inner = { ...ctx, blockId: block.block_id, dispatches: true };
  const part = (spec, object) => (object ? h(spec, null, textObject(object, ctx)) : null);
  return h(
    'div.card',
    null,
    block.hero_image ? picture(block.hero_image, 'card-hero') : null,
    h(
      'div.card-head',
      null,
      block.icon ? picture(block.icon, 'context-image') : null,
      h(
        'div.card-titles',
        null,
        part('div.card-title.mrkdwn', block.title),
        part('div.card-subtitle.mrkdwn', block.subtitle),
      ),
    ),
    part('div.card-body.mrkdwn', block.body),
    part('div.card-subtitle.mrkdwn', block.subtext),
    block.actions?.length
      ? h(
          'div.block-actions',
          null,
          block.actions.map((element) => renderElement(element, inner)),
        )
      : null,
  );
}

/** @param {object} block @param {object} ctx */
export function carousel(block, ctx) {
  return h(
    'div.carousel',
    { tabindex: '0', role: 'region', 'aria-label': 'Cards' },
    (block.elements ?? []).map((element) => card({ block_id: block.block_id, ...element }, ctx)),
  );
}

const WIDTHS = { narrow: 'is-narrow', standard: '', wide: 'is-wide', full: 'is-wide' };

/** @param {object} block @param {object} ctx */
export function container(block, ctx) {
  const title = block.rich_text_title ? richText(block.rich_text_title, ctx) : textObject(block.title, ctx);
  const head = [
    block.icon ? picture(block.icon, 'context-image') : null,
    h('span.card-title', null, title),
    block.subtitle ? h('span.card-subtitle', null, textObject(block.subtitle, ctx)) : null,
  ];
  const width = Object.hasOwn(WIDTHS, block.width ?? '') ? WIDTHS[block.width] : '';
  const children = h('div.container-body', null, ctx.renderBlocks(block.child_blocks, ctx));
  if (!block.is_collapsible)
    return h(
      'div.card.container',
      { class: width },
      h('div.card-head', null, head),
      block.has_header_divider ? h('hr.divider') : null,
      children,
    );
  return h(
    'details.card.container',
    { class: width, open: !block.default_collapsed },
    h('summary.card-head', null, head),
    children,
  );
}

const STATES = {
  pending: ['clock', 'Waiting'],
  in_progress: ['pulse', 'Running'],
  complete: ['check', 'Done'],
  error: ['error', 'Failed'],
};

/** One step of an agent's work. @param {object} block @param {object} ctx */
export function taskCard(block, ctx) {
  const status = Object.hasOwn(STATES, block.status ?? '') ? block.status : 'pending';
  const [name, label] = STATES[status];
  const rich = (value) =>
    value ? (typeof value === 'object' ? richText(value, ctx) : h('div', null, String(value))) : null;
  const sources = (block.sources ?? []).map((source) =>
    link(source.url, words(source.text) || String(source.url)),
  );
  const body = [
    rich(block.details),
    rich(block.output),
    sources.length ? h('div.task-sources', null, sources) : null,
  ].filter(Boolean);
  const head = [
    h('span.task-state', { role: 'img', 'aria-label': label, title: label }, icon(name, 15)),
    h('span.task-title', null, words(block.title)),
  ];
  if (!body.length) return h('div.task', { class: `is-${status}` }, h('div.task-head', null, head));
  return h(
    'details.task',
    { class: `is-${status}`, open: status === 'error' },
    h('summary.task-head', null, head, icon('chevron', 14)),
    h('div.task-body', null, body),
  );
}

/** @param {object} block @param {object} ctx */
export function plan(block, ctx) {
  const tasks = (block.tasks ?? []).map((task) => h('li', null, taskCard(task, ctx)));
  return h(
    'section.plan',
    null,
    h('div.plan-title', null, words(block.title)),
    h('ol.plan-tasks', null, tasks),
  );
}
