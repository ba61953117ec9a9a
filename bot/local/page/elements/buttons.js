/** What is pressed: buttons, links that look like buttons, overflow menus, feedback, small icon buttons. */
import { plainText, words } from '../blocks/objects.js';
import { h, safeUrl } from '../dom.js';
import { icon } from '../icons.js';
import { openMenu } from '../menu.js';
import { dispatch } from './dispatch.js';

const STYLE = { primary: 'is-primary', danger: 'is-danger' };
const hiddenFrom = (element, ctx) =>
  Array.isArray(element.visible_to_user_ids) && !element.visible_to_user_ids.includes(ctx.workspace.me);
const valueOf = (element) => (element.value === undefined ? {} : { value: element.value });

/** @param {object} element @param {object} ctx */
export function button(element, ctx) {
  if (hiddenFrom(element, ctx)) return null;
  const url = safeUrl(element.url);
  const style = Object.hasOwn(STYLE, element.style ?? '') ? STYLE[element.style] : '';
  const label = h('span.btn-label', null, plainText(element.text?.text ?? element.text));
  const common = {
    class: style,
    'aria-label': element.accessibility_label,
    'data-action': element.action_id,
  };
  const press = () => {
    if (!node.classList.contains('is-pending'))
      void dispatch(element, ctx, { text: element.text, ...valueOf(element) }, node);
  };
  const node = url
    ? h('a.btn', { ...common, href: url, title: url, on: { click: press } }, label, icon('external', 14))
    : h('button.btn', { ...common, type: 'button', on: { click: press } }, label);
  if (url) {
    node.setAttribute('target', '_blank');
    node.setAttribute('rel', 'noopener noreferrer');
  }
  return node;
}

/** @param {object} element @param {object} ctx */
export function overflow(element, ctx) {
  const choose = (option) => {
    const url = safeUrl(option.url);
    if (url) window.open(url, '_blank', 'noopener,noreferrer');
    void dispatch(element, ctx, { selected_option: option }, node);
  };
  const items = () =>
    (element.options ?? []).map((option) => ({
      label: plainText(option.text?.text ?? ''),
      hint: option.description ? words(option.description) : null,
      run: () => choose(option),
    }));
  const node = h(
    'button.btn.btn-overflow',
    {
      type: 'button',
      'aria-label': 'More actions',
      title: 'More actions',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'data-action': element.action_id,
      on: { click: () => openMenu(node, items(), { label: 'More actions' }) },
    },
    icon('more'),
  );
  return node;
}

/** The two thumbs below an answer. @param {object} element @param {object} ctx */
export function feedbackButtons(element, ctx) {
  const thumb = (spec, name, fallback) => {
    const label = spec?.accessibility_label || words(spec?.text) || fallback;
    const press = async () => {
      if (await dispatch(element, ctx, { text: spec?.text, ...valueOf(spec ?? {}) }, node)) mark(group, node);
    };
    const node = h(
      'button.icon-btn',
      {
        type: 'button',
        'aria-label': label,
        title: words(spec?.text) || label,
        'aria-pressed': 'false',
        on: { click: () => void press() },
      },
      icon(name, 17),
    );
    return node;
  };
  const group = h(
    'span.feedback',
    { role: 'group', 'aria-label': 'Feedback' },
    thumb(element.positive_button, 'thumbup', 'Good answer'),
    thumb(element.negative_button, 'thumbdown', 'Bad answer'),
  );
  return group;
}

function mark(group, chosen) {
  for (const node of group.querySelectorAll('button'))
    node.setAttribute('aria-pressed', String(node === chosen));
}

/** @param {object} element @param {object} ctx */
export function iconButton(element, ctx) {
  if (hiddenFrom(element, ctx)) return null;
  const label = element.accessibility_label || words(element.text) || 'Action';
  const node = h(
    'button.icon-btn',
    {
      type: 'button',
      'aria-label': label,
      title: words(element.text) || label,
      'data-action': element.action_id,
      on: { click: () => void dispatch(element, ctx, valueOf(element), node) },
    },
    icon(element.icon === 'trash' ? 'trash' : 'more', 17),
  );
  return node;
}

/** A button that starts a workflow: shown, but there are no workflows here. */
export function workflowButton(element) {
  return h(
    'button.btn',
    { type: 'button', disabled: true, title: 'Workflows do not run in the local workspace' },
    plainText(element.text?.text),
  );
}
