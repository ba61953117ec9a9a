/** Light or dark: as the system says, until the person says otherwise. Kept in this browser only. */

const KEY = 'pilothouse-theme';

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** What is shown now. @returns {'light'|'dark'} */
export function currentTheme() {
  const chosen = stored();
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Puts the theme on the page and follows the system's changes. @param {function(): void} changed */
export function startTheme(changed) {
  const put = () => {
    document.documentElement.dataset.theme = currentTheme();
    changed();
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', put);
  put();
}

/** The other one, remembered. */
export function toggleTheme() {
  const next = currentTheme() === 'dark' ? 'light' : 'dark';
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // A browser that keeps nothing still shows the choice until it is closed.
  }
  document.documentElement.dataset.theme = next;
}
