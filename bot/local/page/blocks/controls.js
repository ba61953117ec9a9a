/** Blocks that hold controls: actions, context_actions, input. */
import { h } from '../dom.js';
import { renderElement } from '../elements/index.js';
import { words } from './objects.js';

let serial = 0;

/** @param {object} block @param {object} ctx */
export function actions(block, ctx) {
  const inner = { ...ctx, blockId: block.block_id, dispatches: true };
  return h(
    'div.block-actions',
    null,
    (block.elements ?? []).map((element) => renderElement(element, inner)),
  );
}

/** @param {object} block @param {object} ctx */
export function contextActions(block, ctx) {
  const node = actions(block, ctx);
  node.classList.add('is-context');
  return node;
}

/**
 * A labelled field with its hint and, after a refused submit, its error.
 * @param {object} block
 * @param {object} ctx `errors` by block_id
 */
export function input(block, ctx) {
  serial += 1;
  const id = `field-${serial}`;
  const group = ['checkboxes', 'radio_buttons'].includes(block.element?.type);
  const inner = {
    ...ctx,
    blockId: block.block_id,
    dispatches: block.dispatch_action === true,
    fieldId: group ? null : id,
    labelId: `${id}-label`,
    noteId: `${id}-note`,
  };
  const optional = block.optional ? h('span.optional', null, ' (optional)') : null;
  const error = ctx.errors?.[block.block_id] ?? '';
  return h(
    'div.block-input',
    { class: error ? 'has-error' : '', 'data-block': block.block_id },
    h('label.field-label', { id: `${id}-label`, for: group ? null : id }, words(block.label), optional),
    renderElement(block.element, inner),
    h(
      'div.field-note',
      { id: `${id}-note` },
      h('div.field-error', { role: 'alert' }, error),
      block.hint ? h('div.field-hint', null, words(block.hint)) : null,
    ),
  );
}
