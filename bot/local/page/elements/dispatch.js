/** What an element does when it is used: asks if it must, remembers the value, tells the app, shows that it waits. */

/**
 * Sends one action of a message or a view.
 * @param {object} element as in the payload
 * @param {object} ctx `blockId`, `act`, `confirm`
 * @param {object} fields what the action carries (`value`, `selected_option`, …)
 * @param {HTMLElement} node looks busy until the app has acknowledged
 * @returns {Promise<boolean>} false if the person said no
 */
export async function dispatch(element, ctx, fields, node) {
  if (element.confirm && !(await ctx.confirm(element.confirm))) return false;
  node.classList.add('is-pending');
  node.setAttribute('aria-busy', 'true');
  try {
    await ctx.act({ type: element.type, action_id: element.action_id, block_id: ctx.blockId, ...fields });
  } finally {
    node.classList.remove('is-pending');
    node.removeAttribute('aria-busy');
  }
  return true;
}

/**
 * A field has a new value: kept in the form, and sent where the block is one that tells at once.
 * @param {object} element
 * @param {object} ctx
 * @param {object} fields
 * @param {HTMLElement} node
 * @param {function(): void} [redraw] called after a refused confirm, when the old value is back
 */
export async function changed(element, ctx, fields, node, redraw) {
  const before = ctx.form.get(ctx.blockId, element.action_id);
  ctx.form.set(ctx.blockId, element.action_id, { type: element.type, ...fields });
  ctx.touched?.(ctx.blockId);
  if (!ctx.dispatches) return;
  const sent = await dispatch(element, ctx, fields, node);
  if (!sent && before) {
    ctx.form.set(ctx.blockId, element.action_id, before);
    redraw?.();
  }
}

/** The entry of a field in the form. @returns {object} */
export function entryOf(element, ctx, fields) {
  return ctx.form.ensure(ctx.blockId, element.action_id, { type: element.type, ...fields });
}
