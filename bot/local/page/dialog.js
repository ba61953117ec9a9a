/** Native modal dialogs: the browser traps the focus and gives it back; we add confirm, and a viewer for pictures and logs. */
import { textObject, words } from './blocks/objects.js';
import { iconButton } from './controls.js';
import { h } from './dom.js';

/**
 * Shows a dialog until it is closed.
 * @param {Node[]} content
 * @param {{label: string, className?: string, stays?: boolean}} options `stays`: a click beside it does not close it
 * @returns {HTMLDialogElement}
 */
export function showDialog(content, options) {
  const before = document.activeElement;
  const node = h('dialog.dialog', { 'aria-label': options.label, class: options.className }, content);
  document.body.append(node);
  node.addEventListener('close', () => {
    node.remove();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
    else document.querySelector('.composer-input')?.focus();
  });
  node.addEventListener('click', (event) => {
    if (event.target === node && !options.stays) node.close();
  });
  node.showModal();
  return node;
}

/**
 * Slack's confirm object, asked. Enter confirms, Esc denies.
 * @param {object} confirm `title`, `text`, `confirm`, `deny`, `style`
 * @param {object} ctx
 * @returns {Promise<boolean>}
 */
export function askConfirm(confirm, ctx) {
  return new Promise((resolve) => {
    let answer = false;
    const end = (value) => {
      answer = value;
      node.close();
    };
    const yes = h(
      'button.btn',
      {
        type: 'button',
        class: confirm.style === 'danger' ? 'is-danger' : 'is-primary',
        on: { click: () => end(true) },
      },
      words(confirm.confirm) || 'Yes',
    );
    const no = h(
      'button.btn',
      { type: 'button', on: { click: () => end(false) } },
      words(confirm.deny) || 'Cancel',
    );
    const node = showDialog(
      [
        h(
          'header.dialog-head',
          null,
          h('h2', null, words(confirm.title) || 'Are you sure?'),
          iconButton('close', 'Close', () => end(false)),
        ),
        h('div.dialog-body.mrkdwn', null, textObject(confirm.text, ctx)),
        h('footer.dialog-foot', null, no, yes),
      ],
      { label: words(confirm.title) || 'Are you sure?', className: 'confirm' },
    );
    node.addEventListener('close', () => resolve(answer));
    yes.focus();
  });
}

/**
 * A large view of one thing: a picture, a log.
 * @param {string} title
 * @param {Node} content
 * @param {Node|null} [tools] stands beside the title
 */
export function showViewer(title, content, tools = null) {
  const node = showDialog(
    [
      h(
        'header.dialog-head',
        null,
        h('h2', null, title),
        tools,
        iconButton('close', 'Close', () => node.close()),
      ),
      h('div.viewer-body', { tabindex: '0' }, content),
    ],
    { label: title, className: 'viewer' },
  );
  return node;
}
