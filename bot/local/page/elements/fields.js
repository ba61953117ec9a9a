/** What is typed: text, numbers, addresses, dates and times. */
import { words } from '../blocks/objects.js';
import { h } from '../dom.js';
import { changed, entryOf } from './dispatch.js';

const TEXT_TYPES = {
  plain_text_input: 'text',
  number_input: 'number',
  email_text_input: 'email',
  url_text_input: 'url',
};

/** Ties a control to the label, the hint and the error of its input block. */
function attributes(element, ctx) {
  return {
    id: ctx.fieldId,
    'aria-label': ctx.fieldId ? null : words(element.placeholder) || element.action_id,
    'aria-describedby': ctx.noteId,
    'data-action': element.action_id,
    'data-autofocus': element.focus_on_load ? 'yes' : null,
  };
}

/** @param {object} element plain_text_input, number_input, email_text_input, url_text_input @param {object} ctx */
export function textInput(element, ctx) {
  const entry = entryOf(element, ctx, { value: element.initial_value ?? null });
  const type = TEXT_TYPES[element.type] ?? 'text';
  const shared = {
    ...attributes(element, ctx),
    value: entry.value ?? '',
    placeholder: words(element.placeholder),
    autocomplete: 'off',
  };
  const length = { minlength: element.min_length, maxlength: element.max_length };
  const node = element.multiline
    ? h('textarea.field', { ...shared, ...length, rows: '5' })
    : h('input.field', { ...shared, ...(type === 'text' ? length : {}), type, ...numberLimits(element) });
  node.addEventListener('input', () => {
    ctx.form.set(ctx.blockId, element.action_id, {
      type: element.type,
      value: node.value === '' ? null : node.value,
    });
    ctx.touched?.(ctx.blockId);
    if (ctx.dispatches && triggers(element).includes('on_character_entered')) void tell(element, ctx, node);
  });
  node.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || element.multiline) return;
    if (ctx.dispatches && triggers(element).includes('on_enter_pressed')) void tell(element, ctx, node);
  });
  return node;
}

const triggers = (element) => element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
const tell = (element, ctx, node) =>
  changed(element, ctx, { value: node.value === '' ? null : node.value }, node);

function numberLimits(element) {
  if (element.type !== 'number_input') return {};
  return {
    min: element.min_value,
    max: element.max_value,
    step: element.is_decimal_allowed ? 'any' : '1',
    inputmode: 'decimal',
  };
}

function nativePicker(element, ctx, kind, key, read, write) {
  const entry = entryOf(element, ctx, { [key]: element[`initial_${key.replace('selected_', '')}`] ?? null });
  const show = () => {
    node.value = write(ctx.form.get(ctx.blockId, element.action_id)?.[key]);
  };
  const node = h('input.field', {
    ...attributes(element, ctx),
    type: kind,
    value: write(entry[key]),
    class: `field-${kind}`,
  });
  node.addEventListener('change', () => void changed(element, ctx, { [key]: read(node.value) }, node, show));
  return node;
}

const same = (value) => value || null;
const shown = (value) => value ?? '';

/** @param {object} element @param {object} ctx */
export const datePicker = (element, ctx) => nativePicker(element, ctx, 'date', 'selected_date', same, shown);

/** @param {object} element @param {object} ctx */
export const timePicker = (element, ctx) => nativePicker(element, ctx, 'time', 'selected_time', same, shown);

/** Slack keeps seconds since 1970, the control a local date and time. @param {object} element @param {object} ctx */
export const dateTimePicker = (element, ctx) =>
  nativePicker(
    element,
    ctx,
    'datetime-local',
    'selected_date_time',
    (value) => (value ? Math.floor(new Date(value).getTime() / 1000) : null),
    (value) => (value ? localMinute(value) : ''),
  );

function localMinute(seconds) {
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

/** The rich text field, as plain text in one section. @param {object} element @param {object} ctx */
export function richTextInput(element, ctx) {
  const wrap = (text) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  });
  const entry = entryOf(element, ctx, { rich_text_value: element.initial_value ?? null });
  const text = (entry.rich_text_value?.elements ?? [])
    .flatMap((part) => part.elements ?? [])
    .map((part) => part.text ?? '')
    .join('');
  const node = h('textarea.field', {
    ...attributes(element, ctx),
    rows: '4',
    value: text,
    placeholder: words(element.placeholder),
  });
  node.addEventListener('input', () =>
    ctx.form.set(ctx.blockId, element.action_id, {
      type: element.type,
      rich_text_value: node.value ? wrap(node.value) : null,
    }),
  );
  return node;
}
