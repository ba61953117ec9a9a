/** Selects of every kind, single and multiple: a button that opens a picker. */
import { words } from '../blocks/objects.js';
import { h, refill } from '../dom.js';
import { icon } from '../icons.js';
import { openPicker } from '../picker.js';
import { changed, entryOf } from './dispatch.js';
import { KINDS_OF_SELECT } from './sources.js';

/** @param {object} element @param {object} ctx */
export function select(element, ctx) {
  return element.type.startsWith('multi_') ? multiple(element, ctx) : single(element, ctx);
}

const kindOf = (element) => KINDS_OF_SELECT[element.type.replace('multi_', '')];
const current = (element, ctx) => ctx.form.get(ctx.blockId, element.action_id);

function frame(element, ctx, className) {
  const label = words(element.placeholder) || 'Choose an option';
  return h('button.select', {
    type: 'button',
    class: className,
    id: ctx.fieldId,
    'aria-haspopup': 'listbox',
    'aria-expanded': 'false',
    'aria-describedby': ctx.noteId,
    'aria-label': ctx.fieldId ? null : label,
    'data-action': element.action_id,
  });
}

function single(element, ctx) {
  const kind = kindOf(element);
  const key = `selected_${kind.key}`;
  entryOf(element, ctx, { [key]: element[`initial_${kind.key}`] ?? null });
  const node = frame(element, ctx, '');
  const draw = () => {
    const value = current(element, ctx)[key];
    const shown = value
      ? h('span.select-value', null, kind.show(value, ctx).nodes)
      : h('span.select-empty', null, words(element.placeholder) || 'Choose an option');
    refill(node, shown, icon('chevron', 16));
  };
  const pick = (choice) => {
    const done = changed(element, ctx, { [key]: choice.option }, node, draw);
    draw();
    return done;
  };
  const isPicked = (choice) =>
    choice.value === (current(element, ctx)[key]?.value ?? current(element, ctx)[key]);
  node.addEventListener('click', () =>
    openPicker(node, {
      label: words(element.placeholder) || 'Options',
      isPicked,
      pick: (choice) => void pick(choice),
      ...kind.from(element, ctx),
    }),
  );
  draw();
  return node;
}

const idOf = (value) => String(value?.value ?? value);

function chip(label, nodes, remove) {
  const cross = { type: 'button', 'aria-label': `Remove ${label}`, on: { click: remove } };
  return h('span.chip', null, nodes, h('button.chip-x', cross, icon('close', 12)));
}

function multiple(element, ctx) {
  const kind = kindOf(element);
  const key = `selected_${kind.key}s`;
  entryOf(element, ctx, { [key]: element[`initial_${kind.key}s`] ?? [] });
  const values = () => current(element, ctx)[key];
  const label = words(element.placeholder) || 'Choose options';
  const opener = frame(element, ctx, 'is-multiple');
  const box = h('div.multi', { 'data-action': element.action_id });
  const toggle = (value) => {
    const rest = values().filter((kept) => idOf(kept) !== idOf(value));
    const next = rest.length === values().length ? [...rest, value] : rest;
    if (element.max_selected_items && next.length > element.max_selected_items) return;
    void changed(element, ctx, { [key]: next }, box, draw);
    draw();
  };
  const draw = () => {
    const chips = values().map((value) => {
      const shown = kind.show(value, ctx);
      return chip(shown.label, shown.nodes, () => toggle(value));
    });
    refill(opener, h('span.select-empty', null, chips.length ? 'Add…' : label), icon('chevron', 16));
    refill(box, chips, opener);
  };
  const isPicked = (choice) => values().some((value) => idOf(value) === choice.value);
  const pick = (choice) => toggle(choice.option);
  const options = { label, multiple: true, isPicked, pick, ...kind.from(element, ctx) };
  opener.addEventListener('click', () => openPicker(opener, options));
  draw();
  return box;
}
