/** Times as a reader wants them. Slack's `ts` is seconds with a fraction, as text. */

const DAY = 86400000;

/** @param {string} ts @returns {Date} */
export function when(ts) {
  return new Date(Number.parseFloat(ts) * 1000);
}

/** "14:05" in the reader's own manner. @param {string} ts */
export function clock(ts) {
  return when(ts).toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });
}

/** "Sunday 22 November at 14:05:33", for titles. @param {string} ts */
export function full(ts) {
  const date = when(ts);
  const day = date.toLocaleDateString([], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  return `${day} at ${date.toLocaleTimeString([], { hour: 'numeric', minute: '2-digit', second: '2-digit' })}`;
}

/** "Today", "Yesterday", or the day's name, relative to `now`. */
export function dayName(date, now = new Date()) {
  const midnight = (value) => new Date(value.getFullYear(), value.getMonth(), value.getDate()).getTime();
  const days = Math.round((midnight(now) - midnight(date)) / DAY);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' };
  return date.toLocaleDateString([], { weekday: 'long', month: 'long', day: 'numeric', ...year });
}

/** A key that two messages of one day share. @param {string} ts */
export function dayKey(ts) {
  const date = when(ts);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}

/** "just now", "5 minutes ago", "today at 14:05": for the reply bar. @param {string} ts */
export function ago(ts, now = Date.now()) {
  const minutes = Math.floor((now - when(ts).getTime()) / 60000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} minute${minutes === 1 ? '' : 's'} ago`;
  return `${dayName(when(ts), new Date(now)).toLowerCase()} at ${clock(ts)}`;
}

const PARTS = {
  date_num: (d) => d.toISOString().slice(0, 10),
  date: (d) => d.toLocaleDateString([], { month: 'long', day: 'numeric', year: 'numeric' }),
  date_slash: (d) => d.toLocaleDateString(),
  date_short: (d) => d.toLocaleDateString([], { month: 'short', day: 'numeric', year: 'numeric' }),
  date_long: (d) =>
    d.toLocaleDateString([], { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }),
  time: (d) => d.toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' }),
  time_secs: (d) => d.toLocaleTimeString([], { hour: 'numeric', minute: '2-digit', second: '2-digit' }),
  ago: (d) => ago(String(d.getTime() / 1000)),
};

/**
 * Slack's date tokens: `{date_short_pretty} at {time}`.
 * @param {number|string} seconds
 * @param {string} format
 * @returns {string|null} null where seconds are no number
 */
export function formatDate(seconds, format) {
  const value = Number(seconds);
  const date = new Date(value * 1000);
  if (!Number.isFinite(value) || Number.isNaN(date.getTime())) return null;
  return format.replace(/\{([a-z_]+)\}/g, (whole, name) => {
    if (name === 'day_divider_pretty') return dayName(date);
    if (name.endsWith('_pretty')) {
      const day = dayName(date);
      if (day === 'Today' || day === 'Yesterday') return day.toLowerCase();
      return PARTS[name.slice(0, -7)]?.(date) ?? whole;
    }
    return PARTS[name]?.(date) ?? whole;
  });
}
