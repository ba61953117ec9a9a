/** The app's modals: opened, pushed, updated and closed by the app, filled in and submitted by the person. */
import { renderBlocks } from './blocks/index.js';
import { words } from './blocks/objects.js';
import { viewContext } from './context.js';
import { iconButton } from './controls.js';
import { showDialog } from './dialog.js';
import { h, refill } from './dom.js';

const REQUIRED = 'Please complete this required field.';

export class Modals {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
    this.dialog = null;
    this.errors = {};
    this.shown = null;
    for (const topic of ['views', 'state']) app.workspace.on(topic, () => this.draw());
  }

  get view() {
    return this.app.workspace.views.at(-1) ?? null;
  }

  draw() {
    const { view } = this;
    if (!view) {
      const { dialog } = this;
      this.dialog = null;
      this.shown = null;
      dialog?.close();
      return;
    }
    if (view.id !== this.shown?.id) this.errors = {};
    const fresh = view.id !== this.shown?.id || !this.dialog;
    if (!this.dialog) this.open(view);
    this.shown = view;
    this.fill(view);
    if (fresh) this.focusFirst();
  }

  open(view) {
    this.box = h('form.modal', {
      on: {
        submit: (event) => {
          event.preventDefault();
          void this.submit();
        },
      },
    });
    const dialog = showDialog([this.box], {
      label: words(view.title) || 'Dialog',
      className: 'is-modal',
      stays: true,
    });
    this.dialog = dialog;
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      void this.close();
    });
    dialog.addEventListener('close', () => {
      if (this.dialog !== dialog) return;
      this.dialog = null;
      void this.closeAll();
    });
  }

  fill(view) {
    const keep = this.box.contains(document.activeElement) ? document.activeElement.dataset.action : null;
    const touched = (blockId) => this.touched(blockId);
    const ctx = viewContext(this.app, view, { errors: this.errors, touched });
    const blocks = ctx.form.during(() => renderBlocks(view.blocks, ctx));
    refill(this.box, this.head(view), h('div.dialog-body.blocks', null, blocks), this.foot(view));
    this.dialog.setAttribute('aria-label', words(view.title) || 'Dialog');
    const parts = [...this.box.querySelectorAll('[data-action]')];
    if (keep) parts.find((part) => part.dataset.action === keep)?.focus();
  }

  head(view) {
    const deep = this.app.workspace.views.length > 1;
    return h(
      'header.dialog-head',
      null,
      deep ? iconButton('back', 'Back', () => void this.close()) : null,
      h('h2', null, words(view.title)),
      h('span.badge', null, this.app.workspace.bot.app_name ?? 'APP'),
      iconButton('close', 'Close', () => void this.closeAll()),
    );
  }

  foot(view) {
    const close = { type: 'button', on: { click: () => void this.close() } };
    const asks = view.submit || (view.blocks ?? []).some((block) => block.type === 'input');
    const label = h('span.btn-label', null, words(view.submit) || 'Submit');
    return h(
      'footer.dialog-foot',
      null,
      h('button.btn', close, words(view.close) || 'Cancel'),
      asks ? h('button.btn.is-primary', { type: 'submit' }, label) : null,
    );
  }

  focusFirst() {
    const field =
      this.box.querySelector('[data-autofocus]') ??
      this.box.querySelector(
        '.dialog-body input, .dialog-body textarea, .dialog-body .select, .dialog-body button',
      ) ??
      this.box.querySelector('.dialog-foot button:last-child');
    field?.focus();
  }

  /** The person answers to an error: it goes. */
  touched(blockId) {
    if (!this.errors[blockId]) return;
    delete this.errors[blockId];
    this.mark();
  }

  mark() {
    for (const node of this.box.querySelectorAll('.block-input')) {
      const error = this.errors[node.dataset.block] ?? '';
      node.classList.toggle('has-error', Boolean(error));
      node.querySelector('.field-error').textContent = error;
    }
  }

  async submit() {
    const { view } = this;
    const button = this.box.querySelector('[type="submit"]');
    if (!view || !button || button.classList.contains('is-pending')) return;
    const values = this.app.workspace.form(view.id).values();
    this.errors = missing(view, values);
    if (!Object.keys(this.errors).length) {
      button.classList.add('is-pending');
      const answer = await this.app.act({ type: 'view_submit', view_id: view.id, state: { values } });
      button.classList.remove('is-pending');
      this.errors = answer.errors ?? {};
    }
    if (!this.dialog) return;
    this.mark();
    this.box.querySelector('.has-error input, .has-error textarea, .has-error .select')?.focus();
  }

  /** Closes the top view; the one below comes back. */
  async close() {
    const { view } = this;
    if (!view) return;
    this.drop(view);
    await this.app.act({ type: 'view_close', view_id: view.id });
  }

  /** Closes the whole stack. */
  async closeAll() {
    const { views } = this.app.workspace;
    this.app.workspace.views = [];
    this.draw();
    if (views.length)
      await this.app.act({
        type: 'view_close',
        view_id: views[0].id,
        ...(views.length > 1 ? { clear: true } : {}),
      });
  }

  drop(view) {
    this.app.workspace.forms.delete(view.id);
    this.app.workspace.views = this.app.workspace.views.filter((other) => other.id !== view.id);
    this.draw();
  }
}

/** Required fields that are empty, as errors by block_id. */
export function missing(view, values) {
  const errors = {};
  for (const block of view.blocks ?? []) {
    if (block.type !== 'input' || block.optional) continue;
    const { type: _type, ...fields } = values[block.block_id]?.[block.element?.action_id] ?? {};
    const value = Object.values(fields)[0];
    if (value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length))
      errors[block.block_id] = REQUIRED;
  }
  return errors;
}
