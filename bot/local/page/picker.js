/** A list to choose from with a field that filters or searches: the popup of every select. */
import { fill, h, refill } from './dom.js';
import { icon } from './icons.js';
import { openPopup } from './popup.js';

const TYPING_MS = 220;
let serial = 0;

/**
 * @typedef {{value: string, label: string, nodes: Node[], hint?: string, option: *}} Choice
 * @typedef {{label: string|null, choices: Choice[]}} Group
 * @typedef {{label: string, multiple?: boolean, isPicked: function(Choice): boolean, pick: function(Choice): void,
 *   source: function(string): (Group[]|Promise<Group[]>), minimum?: number, remote?: boolean, onClose?: function(): void}} PickerOptions
 */

/** Opens a picker at `anchor`. @param {HTMLElement} anchor @param {PickerOptions} options */
export function openPicker(anchor, options) {
  const picker = new Picker(anchor, options);
  picker.open();
  return picker;
}

class Picker {
  constructor(anchor, options) {
    serial += 1;
    this.anchor = anchor;
    this.options = options;
    this.id = `picker-${serial}`;
    this.at = -1;
    this.rows = [];
    this.asked = 0;
  }

  open() {
    this.list = h('div.picker-list', {
      role: 'listbox',
      id: this.id,
      'aria-label': this.options.label,
      'aria-multiselectable': this.options.multiple ? 'true' : null,
    });
    this.input = h('input.picker-input', {
      type: 'text',
      role: 'combobox',
      'aria-controls': this.id,
      'aria-expanded': 'true',
      'aria-label': this.options.label,
      autocomplete: 'off',
      spellcheck: 'false',
      placeholder: 'Search',
      on: { input: () => this.later(), keydown: (event) => this.key(event) },
    });
    const box = h('div.picker', null, h('div.picker-field', null, icon('search', 15), this.input), this.list);
    this.popup = openPopup(this.anchor, box, { className: 'picker-popup', onClose: this.options.onClose });
    this.input.focus();
    void this.load();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(), this.options.remote ? TYPING_MS : 0);
  }

  /** Asks the source; an answer to an older question than the last is dropped. */
  async load() {
    const question = (this.asked += 1);
    const typed = this.input.value.trim();
    const missing = (this.options.minimum ?? 0) - typed.length;
    if (missing > 0) return this.note(`Type ${missing} more character${missing === 1 ? '' : 's'} to search`);
    if (this.options.remote) this.note('Searching…');
    try {
      const groups = await this.options.source(typed);
      if (question === this.asked) this.show(groups);
    } catch (error) {
      if (question === this.asked) this.note(error.message || 'The options could not be loaded');
    }
    return undefined;
  }

  note(words) {
    this.rows = [];
    refill(this.list, h('div.picker-note', { role: 'status' }, words));
    this.popup.place();
  }

  show(groups) {
    this.rows = [];
    refill(this.list);
    for (const group of groups) {
      if (!group.choices.length) continue;
      if (group.label) this.list.append(h('div.menu-heading', { role: 'presentation' }, group.label));
      fill(
        this.list,
        group.choices.map((choice) => this.row(choice)),
      );
    }
    if (!this.rows.length) return this.note('No matches');
    const picked = this.rows.findIndex((row) => this.options.isPicked(row.choice));
    this.select(Math.max(picked, 0));
    return this.popup.place();
  }

  row(choice) {
    const picked = this.options.isPicked(choice);
    const index = this.rows.length;
    const node = h(
      'div.picker-option',
      {
        role: 'option',
        id: `${this.id}-${index}`,
        'aria-selected': String(picked),
        on: { click: () => this.choose(index), pointermove: () => this.select(index) },
      },
      h(
        'span.menu-words',
        null,
        h('span.menu-label', null, choice.nodes),
        choice.hint ? h('span.menu-hint', null, choice.hint) : null,
      ),
      picked ? icon('check', 16) : null,
    );
    this.rows.push({ node, choice });
    return node;
  }

  select(index) {
    if (!this.rows.length) return;
    this.at = (index + this.rows.length) % this.rows.length;
    this.rows.forEach(({ node }, i) => node.classList.toggle('is-active', i === this.at));
    this.rows[this.at].node.scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', this.rows[this.at].node.id);
  }

  choose(index) {
    const { choice } = this.rows[index] ?? {};
    if (!choice) return;
    if (!this.options.multiple) this.popup.close();
    this.options.pick(choice);
    if (this.options.multiple) void this.load();
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.select(this.at + step);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.choose(this.at);
    } else if (event.key === 'Tab') {
      event.preventDefault();
      this.popup.close();
    }
  }
}
