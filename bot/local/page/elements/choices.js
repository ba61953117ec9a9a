/** Checkboxes and radio buttons. */
import { textObject } from '../blocks/objects.js';
import { h } from '../dom.js';
import { changed, entryOf } from './dispatch.js';

let serial = 0;

function option(kind, item, checked, name, ctx, onChange) {
  const input = h('input', {
    type: kind,
    name,
    value: String(item.value ?? ''),
    checked,
    on: { change: onChange },
  });
  return {
    item,
    input,
    node: h(
      'label.choice',
      null,
      input,
      h(
        'span.choice-words',
        null,
        h('span', null, textObject(item.text, ctx)),
        item.description ? h('span.choice-hint', null, textObject(item.description, ctx)) : null,
      ),
    ),
  };
}

/** @param {object} element @param {object} ctx */
export function checkboxes(element, ctx) {
  const entry = entryOf(element, ctx, { selected_options: element.initial_options ?? [] });
  const has = (item) => entry.selected_options.some((picked) => picked.value === item.value);
  const tell = () =>
    void changed(
      element,
      ctx,
      { selected_options: rows.filter((row) => row.input.checked).map((row) => row.item) },
      node,
      restore,
    );
  const restore = () => {
    const kept = ctx.form.get(ctx.blockId, element.action_id).selected_options;
    for (const row of rows) row.input.checked = kept.some((picked) => picked.value === row.item.value);
  };
  const rows = (element.options ?? []).map((item) => option('checkbox', item, has(item), null, ctx, tell));
  const node = h(
    'div.choices',
    { role: 'group', 'aria-labelledby': ctx.labelId, 'data-action': element.action_id },
    rows.map((row) => row.node),
  );
  return node;
}

/** @param {object} element @param {object} ctx */
export function radioButtons(element, ctx) {
  serial += 1;
  const name = `radio-${serial}`;
  const entry = entryOf(element, ctx, { selected_option: element.initial_option ?? null });
  const restore = () => {
    const kept = ctx.form.get(ctx.blockId, element.action_id).selected_option;
    for (const row of rows) row.input.checked = row.item.value === kept?.value;
  };
  const tell = (item) => void changed(element, ctx, { selected_option: item }, node, restore);
  const rows = (element.options ?? []).map((item) =>
    option('radio', item, entry.selected_option?.value === item.value, name, ctx, () => tell(item)),
  );
  const node = h(
    'div.choices',
    { role: 'radiogroup', 'aria-labelledby': ctx.labelId, 'data-action': element.action_id },
    rows.map((row) => row.node),
  );
  return node;
}
