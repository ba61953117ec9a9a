/** Where one writes: Enter sends, Shift+Enter makes a line, "/" is a command. */
import { h } from './dom.js';
import { icon } from './icons.js';
import { openMenu } from './menu.js';
import { pickEmoji } from './reactions.js';
import { Suggestions } from './suggestions.js';
import { toast } from './toast.js';

const TALLEST_PX = 260;
const LARGEST_UPLOAD = 5_000_000;

export class Composer {
  /** @param {object} app @param {{thread: boolean}} how */
  constructor(app, how) {
    this.app = app;
    this.how = how;
    this.place = null;
    this.input = h('textarea.composer-input', {
      rows: '1',
      role: 'combobox',
      'aria-label': how.thread ? 'Reply' : 'Message',
      autocomplete: 'off',
      spellcheck: 'true',
      enterkeyhint: 'send',
      on: {
        input: () => this.changed(),
        keydown: (event) => this.key(event),
        click: () => this.suggestions.refresh(),
        blur: () => this.suggestions.close(),
      },
    });
    this.suggestions = new Suggestions(this.input, app.workspace);
    this.send = h(
      'button.send',
      {
        type: 'button',
        'aria-label': 'Send',
        title: 'Send',
        disabled: true,
        on: { click: () => void this.submit() },
      },
      icon('send', 17),
    );
    this.node = h(
      'div.composer',
      null,
      this.suggestions.node,
      h('div.composer-box', null, this.input, this.tools()),
    );
  }

  tools() {
    const tool = (name, label, run, extra = {}) => {
      const node = h(
        'button.tool',
        { type: 'button', 'aria-label': label, title: label, ...extra, on: { click: () => run(node) } },
        icon(name, 18),
      );
      return node;
    };
    return h(
      'div.composer-tools',
      null,
      tool('plus', 'Attach, or run a shortcut', (node) => this.menu(node), {
        class: 'is-round',
        'aria-haspopup': 'menu',
      }),
      tool('smile', 'Emoji', (node) => pickEmoji(node, (name) => this.insert(`:${name}: `))),
      tool('at', 'Mention someone', () => this.insert('@')),
      tool('bolt', 'Commands', () => {
        this.input.value = '/';
        this.input.focus();
        this.changed();
      }),
      h('span.composer-space'),
      h('span.composer-hint', null, h('kbd', null, 'Shift'), '+', h('kbd', null, 'Enter'), ' for a new line'),
      this.send,
    );
  }

  /** Writes to another conversation or thread from now on; what was begun there comes back. */
  aim(place, placeholder) {
    const key = (where) => `${where.channel}:${where.thread ?? ''}`;
    if (this.place && key(this.place) === key(place)) return;
    if (this.place) this.app.drafts.set(key(this.place), this.input.value);
    this.place = place;
    this.input.value = this.app.drafts.get(key(place)) ?? '';
    this.input.placeholder = placeholder;
    this.input.setAttribute('aria-label', placeholder);
    this.changed();
    this.suggestions.close();
  }

  insert(words) {
    const { input } = this;
    const glue =
      input.selectionStart > 0 && !/\s$/.test(input.value.slice(0, input.selectionStart)) ? ' ' : '';
    input.setRangeText(glue + words, input.selectionStart, input.selectionEnd, 'end');
    input.focus();
    this.changed();
  }

  changed() {
    const { input } = this;
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight, TALLEST_PX)}px`;
    this.send.disabled = !input.value.trim();
    this.suggestions.refresh();
  }

  key(event) {
    if (event.isComposing || this.suggestions.key(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void this.submit();
    } else if (event.key === 'ArrowUp' && !this.input.value) {
      event.preventDefault();
      this.app.focusLastMessage(this.how.thread);
    }
  }

  async submit() {
    const text = this.input.value.trim();
    if (!text || !this.place) return;
    const where = {
      channel: this.place.channel,
      ...(this.place.thread ? { thread_ts: this.place.thread } : {}),
    };
    this.input.value = '';
    this.changed();
    this.app.writing(this.how.thread);
    const answer = await this.app.act({ type: text.startsWith('/') ? 'slash' : 'post', ...where, text });
    if (!answer.ok && !this.input.value) {
      this.input.value = text;
      this.changed();
    }
  }

  menu(anchor) {
    const call = (shortcut) => void this.app.act({ type: 'shortcut', callback_id: shortcut.callback_id });
    const shortcuts = this.app.workspace.shortcuts.filter((shortcut) => shortcut.type === 'global');
    openMenu(
      anchor,
      [
        {
          label: 'Upload a text file',
          hint: 'A log, a config, a patch',
          icon: 'file',
          run: () => this.upload(),
        },
        ...(shortcuts.length ? ['line', { heading: 'Shortcuts' }] : []),
        ...shortcuts.map((shortcut) => ({
          label: shortcut.name,
          hint: shortcut.description,
          icon: 'bolt',
          run: () => call(shortcut),
        })),
      ],
      { label: 'Attach, or run a shortcut', above: true },
    );
  }

  upload() {
    const chooser = h('input', { type: 'file' });
    chooser.addEventListener('change', () => void this.uploaded(chooser.files[0]));
    chooser.click();
  }

  async uploaded(file) {
    if (!file) return;
    if (file.size > LARGEST_UPLOAD) {
      toast('That file is larger than 5 MB; the local workspace takes text files up to that size.', 'error');
      return;
    }
    const where = {
      channel: this.place.channel,
      ...(this.place.thread ? { thread_ts: this.place.thread } : {}),
    };
    await this.app.act({ type: 'upload', ...where, name: file.name, text: await file.text() });
  }
}
