/** What could come next while one types: commands, their grammar, people, channels, emoji. Pure: no DOM. */
import { findEmoji } from './emoji.js';

/**
 * @typedef {{insert: string, label: string, hint: string, mark?: string, user?: object, emoji?: string}} Suggestion
 * @typedef {{kind: string, title: string, from: number, to: number, items: Suggestion[], eager: boolean}} Completion
 * `from`..`to` is what `insert` replaces; `eager`: the first one is chosen before an arrow key is pressed
 */

const LIMIT = 8;

/** The words of a usage that are typed as they stand: "why JOB [N]" begins with "why ". */
export function literalPart(usage) {
  const words = [];
  for (const word of usage.trim().split(/\s+/)) {
    if (!/^[a-z][a-z0-9|-]*$/.test(word)) break;
    words.push(word.split('|')[0]);
  }
  return words.join(' ');
}

/**
 * @param {string} text all that is in the field
 * @param {number} caret
 * @param {object} space the workspace
 * @returns {Completion|null}
 */
export function complete(text, caret, space) {
  const before = text.slice(0, caret);
  if (/^\/\S*$/.test(before)) return commands(before, space);
  const command = space.commands.find((known) => before.startsWith(`${known.command} `));
  if (command) return grammar(before, command) ?? word(before, space);
  return word(before, space);
}

function commands(before, space) {
  const typed = before.toLowerCase();
  const items = space.commands
    .filter((known) => known.command.startsWith(typed))
    .map((known) => ({
      insert: `${known.command} `,
      label: known.command,
      hint: known.description ?? '',
      mark: known.usage_hint ?? '',
    }));
  return items.length
    ? { kind: 'command', title: 'Commands', from: 0, to: before.length, items, eager: true }
    : null;
}

function grammar(before, command) {
  const start = command.command.length + 1;
  const typed = before.slice(start).replace(/^\s+/, '');
  const lower = typed.toLowerCase();
  const fits = (known) => {
    const literal = literalPart(known.usage);
    return literal.startsWith(lower) || (literal !== '' && lower.startsWith(`${literal} `));
  };
  const items = (command.completions ?? []).filter(fits).map((known) => ({
    insert: insertion(known.usage, typed),
    label: `${command.command} ${known.usage}`,
    hint: known.help ?? '',
  }));
  return items.length
    ? {
        kind: 'grammar',
        title: command.description || command.command,
        from: start,
        to: before.length,
        items,
        eager: false,
      }
    : null;
}

/** Never shortens what one has typed beyond the fixed words. */
function insertion(usage, typed) {
  const literal = literalPart(usage);
  if (typed.toLowerCase().startsWith(`${literal} `)) return typed;
  return literal === usage.trim() ? literal : `${literal}${literal ? ' ' : ''}`;
}

function word(before, space) {
  const match = /(^|[\s(])([@#:])([\p{L}\p{N}._+-]*)$/u.exec(before);
  if (!match) return null;
  const [, , mark, typed] = match;
  const items = SOURCES[mark](typed.toLowerCase(), space).slice(0, LIMIT);
  const from = before.length - typed.length - 1;
  return items.length
    ? { kind: KINDS[mark], title: KINDS[mark], from, to: before.length, items, eager: true }
    : null;
}

const KINDS = { '@': 'People', '#': 'Channels', ':': 'Emoji' };

const SOURCES = {
  '@': (typed, space) =>
    [...space.users.values()]
      .filter(
        (user) =>
          user.name.toLowerCase().includes(typed) || (user.real_name ?? '').toLowerCase().includes(typed),
      )
      .map((user) => ({
        insert: `@${user.name} `,
        label: user.real_name || user.name,
        hint: user.is_bot ? 'app' : (user.title ?? ''),
        user,
      })),
  '#': (typed, space) =>
    [...space.conversations.values()]
      .filter((conversation) => conversation.kind !== 'im' && conversation.name.toLowerCase().includes(typed))
      .map((conversation) => ({
        insert: `#${conversation.name} `,
        label: `#${conversation.name}`,
        hint: conversation.topic ?? '',
      })),
  ':': (typed) =>
    typed.length < 2
      ? []
      : findEmoji(typed, LIMIT).map((name) => ({
          insert: `:${name}: `,
          label: `:${name}:`,
          hint: '',
          emoji: name,
        })),
};
