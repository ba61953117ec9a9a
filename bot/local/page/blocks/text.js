/** Blocks that are mostly words: header, section, context, divider, markdown, rich_text, alert. */
import { h } from '../dom.js';
import { renderElement } from '../elements/index.js';
import { icon } from '../icons.js';
import { markdown } from '../markdown.js';
import { richText } from '../richtext.js';
import { picture, textObject } from './objects.js';

/** @param {object} block @param {object} ctx */
export function header(block, ctx) {
  return h('h3.block-header', null, textObject(block.text, ctx));
}

/** @param {object} block @param {object} ctx */
export function section(block, ctx) {
  const fields = (block.fields ?? []).map((field) =>
    h('div.section-field.mrkdwn', null, textObject(field, ctx)),
  );
  const accessory = block.accessory
    ? h(
        'div.section-accessory',
        null,
        renderElement(block.accessory, { ...ctx, blockId: block.block_id, dispatches: true }),
      )
    : null;
  return h(
    'div.block-section',
    null,
    h(
      'div.section-words',
      null,
      block.text ? h('div.mrkdwn', null, textObject(block.text, ctx)) : null,
      fields.length ? h('div.section-fields', null, fields) : null,
    ),
    accessory,
  );
}

/** @param {object} block @param {object} ctx */
export function context(block, ctx) {
  const one = (element) =>
    element.type === 'image'
      ? picture(element, 'context-image')
      : h('span.mrkdwn', null, textObject(element, ctx));
  return h('div.block-context', null, (block.elements ?? []).map(one));
}

/** A line across. */
export function divider() {
  return h('hr.divider');
}

/** @param {object} block @param {object} ctx */
export function markdownBlock(block, ctx) {
  return h('div.markdown', null, markdown(block.text, ctx));
}

/** @param {object} block @param {object} ctx */
export function richTextBlock(block, ctx) {
  return richText(block, ctx);
}

const LEVELS = { default: 'info', info: 'info', warning: 'warn', error: 'error', success: 'check' };

/** @param {object} block @param {object} ctx */
export function alert(block, ctx) {
  const level = Object.hasOwn(LEVELS, block.level ?? '') ? block.level : 'default';
  return h(
    'div.block-alert',
    { class: `is-${level}`, role: level === 'error' ? 'alert' : 'note' },
    icon(LEVELS[level], 18),
    h('div.mrkdwn', null, textObject(block.text, ctx)),
  );
}
