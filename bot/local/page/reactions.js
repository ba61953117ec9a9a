/** Reactions below a message, and the grid to choose one from. */
import { searchField } from './controls.js';
import { h, refill } from './dom.js';
import { EMOJI, emoji, findEmoji } from './emoji.js';
import { icon } from './icons.js';
import { openPopup } from './popup.js';

const SHOWN = 63;
const COLUMNS = 9;

/** @param {object} app @param {string} channel @param {object} message */
export function reactionBar(app, channel, message) {
  const reactions = (message.reactions ?? []).filter((reaction) => reaction.users?.length);
  if (!reactions.length) return null;
  const react = (name, more) => void app.act({ type: 'react', channel, ts: message.ts, name, ...more });
  const label = 'Add a reaction';
  const pick = { click: () => pickEmoji(add, react) };
  const names = { type: 'button', 'aria-label': label, title: label };
  const add = h('button.reaction.reaction-add', { ...names, on: pick }, icon('smile', 15));
  const chips = reactions.map((reaction) => chip(app.workspace, reaction, react));
  return h('div.reactions', null, chips, add);
}

function chip(space, { name, users }, react) {
  const mine = users.includes(space.me);
  const people = users.map((id) => space.user(id)?.real_name ?? id).join(', ');
  const count = `${users.length} ${users.length === 1 ? 'reaction' : 'reactions'}`;
  const toggle = () => react(name, mine ? { remove: true } : {});
  const state = { class: mine ? 'is-mine' : '', 'aria-pressed': String(mine) };
  const names = { 'aria-label': `${name}, ${count}: ${people}`, title: people };
  return h(
    'button.reaction',
    { type: 'button', ...state, ...names, on: { click: toggle } },
    emoji(name),
    h('span.count', null, users.length),
  );
}

/**
 * A grid of emoji with a field to search.
 * @param {HTMLElement} anchor
 * @param {function(string): void} pick gets the name
 */
export function pickEmoji(anchor, pick) {
  const grid = h('div.emoji-grid', { role: 'listbox', 'aria-label': 'Emoji' });
  const take = (name) => {
    popup.close();
    pick(name);
  };
  const show = (typed) => {
    const names = typed ? findEmoji(typed, SHOWN) : [...EMOJI.keys()].slice(0, SHOWN);
    refill(
      grid,
      names.map((name) => cell(name, () => take(name))),
    );
    popup?.place();
  };
  const input = searchField('Search emoji', {
    input: () => show(input.value.trim()),
    keydown: (event) => fromField(event, grid),
  });
  grid.addEventListener('keydown', (event) => walk(event, grid));
  let popup = null;
  show('');
  const box = h('div.picker', null, h('div.picker-field', null, icon('search', 15), input), grid);
  popup = openPopup(anchor, box, { role: 'dialog', label: 'Choose an emoji', above: true });
  input.focus();
}

function cell(name, take) {
  const names = { role: 'option', 'aria-label': name, title: `:${name}:` };
  return h('button.emoji-cell', { type: 'button', ...names, on: { click: take } }, emoji(name));
}

function fromField(event, grid) {
  const first = grid.querySelector('button');
  if (event.key === 'Enter') first?.click();
  if (event.key === 'ArrowDown') first?.focus();
  if (event.key === 'Enter' || event.key === 'ArrowDown') event.preventDefault();
}

function walk(event, grid) {
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS };
  const step = steps[event.key];
  if (!step) return;
  event.preventDefault();
  const cells = [...grid.querySelectorAll('button')];
  cells[cells.indexOf(document.activeElement) + step]?.focus();
}
