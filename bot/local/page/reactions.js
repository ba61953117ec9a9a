/** Reactions below a message, and the grid to choose one from. */
import { h, refill } from './dom.js';
import { EMOJI, emoji, findEmoji } from './emoji.js';
import { icon } from './icons.js';
import { openPopup } from './popup.js';

const SHOWN = 63;

/** @param {object} app @param {string} channel @param {object} message */
export function reactionBar(app, channel, message) {
  const reactions = (message.reactions ?? []).filter((reaction) => (reaction.count ?? reaction.users?.length ?? 0) > 0);
  if (!reactions.length) return null;
  const { me } = app.workspace;
  const chip = (reaction) => {
    const mine = (reaction.users ?? []).includes(me);
    const names = (reaction.users ?? []).map((id) => app.workspace.user(id)?.real_name ?? id).join(', ');
    const label = `${reaction.name}, ${reaction.count} ${reaction.count === 1 ? 'reaction' : 'reactions'}: ${names}`;
    const toggle = () => app.act({ type: 'react', channel, ts: message.ts, name: reaction.name, ...(mine ? { remove: true } : {}) });
    return h('button.reaction', { type: 'button', class: mine ? 'is-mine' : '', 'aria-pressed': String(mine), 'aria-label': label, title: names, on: { click: () => void toggle() } },
      emoji(reaction.name), h('span.count', null, reaction.count));
  };
  const add = h('button.reaction.reaction-add', { type: 'button', 'aria-label': 'Add a reaction', title: 'Add a reaction',
    on: { click: () => pickEmoji(add, (name) => void app.act({ type: 'react', channel, ts: message.ts, name })) } }, icon('smile', 15));
  return h('div.reactions', null, reactions.map(chip), add);
}

/**
 * A grid of emoji with a field to search.
 * @param {HTMLElement} anchor
 * @param {function(string): void} pick gets the name
 */
export function pickEmoji(anchor, pick) {
  let popup = null;
  const grid = h('div.emoji-grid', { role: 'listbox', 'aria-label': 'Emoji' });
  const take = (name) => {
    popup.close();
    pick(name);
  };
  const show = (typed) => {
    const names = typed ? findEmoji(typed, SHOWN) : [...EMOJI.keys()].slice(0, SHOWN);
    refill(grid, names.map((name) => h('button.emoji-cell', { type: 'button', role: 'option', 'aria-label': name, title: `:${name}:`, on: { click: () => take(name) } }, emoji(name))));
  };
  const input = h('input.picker-input', { type: 'text', placeholder: 'Search emoji', 'aria-label': 'Search emoji', autocomplete: 'off',
    on: {
      input: () => show(input.value.trim()),
      keydown: (event) => { if (event.key === 'Enter') grid.querySelector('button')?.click(); },
    } });
  grid.addEventListener('keydown', (event) => walk(event, grid));
  input.addEventListener('keydown', (event) => { if (event.key === 'ArrowDown') { event.preventDefault(); grid.querySelector('button')?.focus(); } });
  show('');
  popup = openPopup(anchor, h('div.picker', null, h('div.picker-field', null, icon('search', 15), input), grid), { role: 'dialog', label: 'Choose an emoji', className: 'emoji-popup', above: true });
  input.focus();
}

function walk(event, grid) {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 9, ArrowUp: -9 }[event.key];
  if (!step) return;
  event.preventDefault();
  const cells = [...grid.querySelectorAll('button')];
  cells[cells.indexOf(document.activeElement) + step]?.focus();
}
