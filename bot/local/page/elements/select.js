/** Selects of every kind, single and multiple: a button that opens a picker. */
import { h, refill } from '../dom.js';
import { icon } from '../icons.js';
import { openPicker } from '../picker.js';
import { words } from '../blocks/objects.js';
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
  return h('button.select', { type: 'button', class: className, id: ctx.fieldId, 'aria-haspopup': 'listbox', 'aria-expanded': 'false',
    'aria-describedby': ctx.noteId, 'aria-label': ctx.fieldId ? null : label, 'data-action': element.action_id });
}

function single(element, ctx) {
  const kind = kindOf(element);
  const key = `selected_${kind.key}`;
  entryOf(element, ctx, { [key]: element[`initial_${kind.key}`] ?? null });
  const node = frame(element, ctx, '');
  const draw = () => {
    const value = current(element, ctx)[key];
    const shown = value ? h('span.select-value', null, kind.show(value, ctx).nodes) : h('span.select-empty', null, words(element.placeholder) || 'Choose an option');
    refill(node, shown, icon('chevron', 16));
  };
  const pick = (choice) => {
    const done = changed(element, ctx, { [key]: choice.option }, node, draw);
    draw();
    return done;
  };
  const isPicked = (choice) => choice.value === (current(element, ctx)[key]?.value ?? current(element, ctx)[key]);
  node.addEventListener('click', () => openPicker(node, { label: words(element.placeholder) || 'Options', isPicked, pick: (choice) => void pick(choice), ...kind.from(element, ctx) }));
  draw();
  return node;
}

function multiple(element, ctx) {
  const kind = kindOf(element);
  const key = `selected_${kind.key}s`;
  entryOf(element, ctx, { [key]: element[`initial_${kind.key}s`] ?? [] });
  const idOf = (value) => String(value?.value ?? value);
  const opener = frame(element, ctx, 'is-multiple');
  const box = h('div.multi', { 'data-action': element.action_id });
  const store = (values) => {
    if (element.max_selected_items && values.length > element.max_selected_items) return;
    void changed(element, ctx, { [key]: values }, box, draw);
    draw();
  };
  const toggle = (choice) => {
    const values = current(element, ctx)[key];
    const rest = values.filter((value) => idOf(value) !== choice.value);
    store(rest.length === values.length ? [...values, choice.option] : rest);
  };
  const chip = (value) => h('span.chip', null, kind.show(value, ctx).nodes,
    h('button.chip-x', { type: 'button', 'aria-label': `Remove ${kind.show(value, ctx).label}`, on: { click: () => toggle({ value: idOf(value), option: value }) } }, icon('close', 12)));
  const draw = () => {
    const values = current(element, ctx)[key];
    refill(opener, h('span.select-empty', null, values.length ? 'Add…' : words(element.placeholder) || 'Choose options'), icon('chevron', 16));
    refill(box, values.map(chip), opener);
  };
  const isPicked = (choice) => current(element, ctx)[key].some((value) => idOf(value) === choice.value);
  opener.addEventListener('click', () => openPicker(opener, { label: words(element.placeholder) || 'Options', multiple: true, isPicked, pick: toggle, ...kind.from(element, ctx) }));
  draw();
  return box;
}
