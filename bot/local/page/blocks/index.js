/** Every block by its type. One that we do not know, or that breaks, leaves a quiet note and harms nothing else. */
import { h } from '../dom.js';
import { card, carousel, container, plan, taskCard } from './cards.js';
import { actions, contextActions, input } from './controls.js';
import { file, image, video } from './media.js';
import { dataTable, table } from './table.js';
import { alert, context, divider, header, markdownBlock, richTextBlock, section } from './text.js';

const BLOCKS = {
  header,
  section,
  divider,
  image,
  context,
  actions,
  input,
  table,
  alert,
  card,
  carousel,
  container,
  plan,
  video,
  file,
  rich_text: richTextBlock,
  markdown: markdownBlock,
  data_table: dataTable,
  context_actions: contextActions,
  task_card: taskCard,
};

/**
 * Draws blocks.
 * @param {Array<object>} blocks
 * @param {object} ctx see context.js
 * @returns {Node[]}
 */
export function renderBlocks(blocks, ctx) {
  const inner = { ...ctx, renderBlocks };
  return (Array.isArray(blocks) ? blocks : []).map((block) => renderBlock(block, inner));
}

function renderBlock(block, ctx) {
  const type = String(block?.type ?? '');
  if (!Object.hasOwn(BLOCKS, type))
    return h('div.block.unsupported', null, `unsupported block: ${type || 'without a type'}`);
  try {
    return h('div.block', { 'data-type': type }, BLOCKS[type](block, ctx));
  } catch (error) {
    console.warn('block not drawn', type, error);
    return h('div.block.unsupported', null, `this ${type} block could not be drawn`);
  }
}
