/** What stands in a list of messages, as plain data: days, the mark of what is new, messages. No DOM. */
import { dayKey, dayName, when } from './time.js';

const GROUP_SECONDS = 300;

/**
 * The rows between and for messages, as plain data.
 * @param {Array<object>} messages oldest first
 * @param {{lastRead?: string|null, me?: string, thread?: boolean}} how
 * @returns {Array<{key: string, kind: 'day'|'new'|'replies'|'message', message?: object, grouped?: boolean, date?: Date, count?: number}>}
 */
export function rowsOf(messages, how) {
  const rows = [];
  let marked = !how.lastRead || how.lastRead === '0';
  messages.forEach((message, i) => {
    const previous = messages[i - 1];
    const newDay = !previous || dayKey(previous.ts) !== dayKey(message.ts);
    if (newDay && !how.thread)
      rows.push({ key: `day-${dayKey(message.ts)}`, kind: 'day', date: when(message.ts) });
    const unread = !marked && message.ts > how.lastRead && message.user !== how.me && !message.is_ephemeral;
    if (unread) rows.push({ key: 'new', kind: 'new' });
    marked = marked || unread;
    const first = how.thread && i === 0;
    const grouped = !newDay && !unread && !(how.thread && i === 1) && follows(previous, message);
    rows.push({ key: message.ts, kind: 'message', message, grouped });
    if (first && messages.length > 1)
      rows.push({ key: 'replies', kind: 'replies', count: messages.length - 1 });
  });
  return rows;
}

/** Does a message go on where the one above it ended? A note to one person always says whose it is. */
function follows(previous, message) {
  const who = (one) => `${one.user ?? ''}/${one.bot_id ?? ''}/${one.username ?? ''}`;
  const alike = who(previous) === who(message) && message.subtype === previous.subtype;
  const apart = message.is_ephemeral || previous.is_ephemeral || message.subtype === 'thread_broadcast';
  return alike && !apart && message.ts - previous.ts < GROUP_SECONDS;
}

/** Would the row look the same? */
export function unchanged(a, b) {
  return (
    a.kind === b.kind &&
    a.message === b.message &&
    a.grouped === b.grouped &&
    a.count === b.count &&
    (a.kind !== 'day' || dayName(a.date) === dayName(b.date))
  );
}
