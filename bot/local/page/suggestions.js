/** The list of suggestions above the composer: arrow keys, Tab, Enter, Esc, the pointer. */
import { asAuthor, avatar } from './avatar.js';
import { complete } from './completion.js';
import { h, refill } from './dom.js';
import { emoji } from './emoji.js';

let serial = 0;

export class Suggestions {
  /** @param {HTMLTextAreaElement} input @param {object} space the workspace */
  constructor(input, space) {
    serial += 1;
    this.input = input;
    this.space = space;
    this.id = `suggestions-${serial}`;
    this.found = null;
    this.at = -1;
    this.closedFor = null;
    this.node = h('div.suggestions', { hidden: true });
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-controls', this.id);
  }

  get isOpen() {
    return this.found !== null;
  }

  /** Looks at the field again. */
  refresh() {
    const { value, selectionStart } = this.input;
    this.found = value === this.closedFor ? null : complete(value, selectionStart, this.space);
    if (value !== this.closedFor) this.closedFor = null;
    this.at = this.found?.eager ? 0 : -1;
    this.draw();
  }

  draw() {
    this.node.hidden = !this.found;
    this.input.setAttribute('aria-expanded', String(this.isOpen));
    if (!this.found) {
      this.input.removeAttribute('aria-activedescendant');
      return;
    }
    const rows = this.found.items.map((item, i) => this.row(item, i));
    const keys = this.found.eager
      ? ['↑↓', ' to choose, ', 'Tab', ' or ', 'Enter', ' to take, ', 'Esc', ' to close']
      : ['Tab', ' to complete, ', '↑↓', ' to choose, ', 'Enter', ' to send as typed'];
    refill(
      this.node,
      h(
        'div.suggestions-head',
        null,
        h('span', null, this.found.title),
        h(
          'span.suggestions-keys',
          null,
          keys.map((word, i) => (i % 2 ? word : h('kbd', null, word))),
        ),
      ),
      h('div.suggestions-list', { role: 'listbox', id: this.id, 'aria-label': this.found.title }, rows),
    );
    this.mark();
  }

  row(item, i) {
    const lead = item.user ? avatar(asAuthor(item.user), 'small') : item.emoji ? emoji(item.emoji) : null;
    const take = (event) => {
      event.preventDefault();
      this.take(i);
    };
    return h(
      'div.suggestion',
      { role: 'option', id: `${this.id}-${i}`, 'aria-selected': 'false', on: { pointerdown: take } },
      lead,
      h(
        'span.suggestion-label',
        { class: /command|grammar/.test(this.found.kind) ? 'is-code' : '' },
        item.label,
        item.mark ? h('span.suggestion-usage', null, ` ${item.mark}`) : null,
      ),
      h('span.suggestion-hint', null, item.hint),
    );
  }

  mark() {
    [...this.node.querySelectorAll('.suggestion')].forEach((row, i) => {
      row.classList.toggle('is-active', i === this.at);
      row.setAttribute('aria-selected', String(i === this.at));
      if (i === this.at) row.scrollIntoView({ block: 'nearest' });
    });
    if (this.at >= 0) this.input.setAttribute('aria-activedescendant', `${this.id}-${this.at}`);
    else this.input.removeAttribute('aria-activedescendant');
  }

  take(i) {
    const item = this.found.items[i];
    this.input.setRangeText(item.insert, this.found.from, this.found.to, 'end');
    this.input.focus();
    this.input.dispatchEvent(new Event('input', { bubbles: true }));
  }

  close() {
    this.closedFor = this.input.value;
    this.found = null;
    this.draw();
  }

  /** @param {KeyboardEvent} event @returns {boolean} true if the key was for us */
  key(event) {
    if (!this.isOpen) return false;
    const count = this.found.items.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.at = this.at < 0 && step < 0 ? count - 1 : (this.at + step + count) % count;
      this.mark();
    } else if (event.key === 'Escape') {
      this.close();
    } else if (event.key === 'Tab' && !event.shiftKey) {
      this.take(Math.max(this.at, 0));
    } else if (event.key === 'Enter' && !event.shiftKey && this.at >= 0 && !this.isWhole()) {
      this.take(this.at);
    } else {
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  /** Has the person typed exactly what would be taken? Then Enter sends. */
  isWhole() {
    const item = this.found.items[this.at];
    return this.input.value.slice(this.found.from, this.found.to) === item.insert.trim();
  }
}
