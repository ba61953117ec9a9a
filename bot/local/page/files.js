/** Files below a message: pictures in place, text with its first lines, everything else as a download. */
import { showViewer } from './dialog.js';
import { h, refill } from './dom.js';
import { icon } from './icons.js';

const PREVIEW_LINES = 8;
const VIEWER_LINES = 20000;

/** Where the page gets the bytes of a file. */
export const fileUrl = (file) => `/console/file/${encodeURIComponent(file.id)}`;

/** "12.4 kB" @param {number} bytes */
export function size(bytes) {
  if (!Number.isFinite(bytes)) return '';
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** @param {Array<object>} files @param {object} ctx @returns {Node|null} */
export function fileList(files, ctx) {
  if (!files?.length) return null;
  return h(
    'div.files',
    null,
    files.map((file) => fileNode(file, ctx)),
  );
}

function fileNode(file, ctx) {
  const type = String(file.mimetype ?? '');
  if (/^image\/(png|jpeg|gif|webp)$/.test(type)) return imageFile(file, ctx);
  if (type.startsWith('text/') || file.mode === 'snippet' || file.preview !== undefined)
    return textFile(file);
  return h('div.file-card', null, head(file, []));
}

const title = (file) => String(file.title || file.name || 'file');

function download(file) {
  return h(
    'a.icon-btn',
    {
      href: fileUrl(file),
      download: String(file.name ?? 'file'),
      'aria-label': `Download ${title(file)}`,
      title: 'Download',
    },
    icon('download', 16),
  );
}

function head(file, tools) {
  const lines = file.lines ? `${file.lines.toLocaleString()} lines · ` : '';
  return h(
    'div.file-head',
    null,
    h('span.file-mark', null, icon('file', 20)),
    h(
      'span.file-words',
      null,
      h('span.file-title', null, title(file)),
      h('span.file-size', null, `${lines}${size(file.size)}`),
    ),
    h('span.file-tools', null, tools, download(file)),
  );
}

function imageFile(file, ctx) {
  const open = () => ctx.viewPicture(fileUrl(file), String(file.alt_txt ?? title(file)), title(file));
  return h(
    'figure.block-figure',
    null,
    h('figcaption.figure-title', null, title(file), download(file)),
    h(
      'button.picture-button',
      { type: 'button', 'aria-label': `Enlarge: ${title(file)}`, on: { click: open } },
      h('img.block-image', { src: fileUrl(file), alt: String(file.alt_txt ?? title(file)) }),
    ),
  );
}

/** A numbered listing that scrolls sideways. @param {string} text @param {number} limit @returns {HTMLElement} */
export function listing(text, limit) {
  const lines = String(text).replace(/\n$/, '').split('\n');
  const shown = lines.slice(0, limit);
  const rest = lines.length - shown.length;
  return h(
    'div.listing',
    { tabindex: '0' },
    h('pre.listing-numbers', { 'aria-hidden': 'true' }, shown.map((_, i) => i + 1).join('\n')),
    h('pre.listing-text', null, shown.join('\n'), rest > 0 ? `\n… ${rest.toLocaleString()} more lines` : ''),
  );
}

function textFile(file) {
  const box = h('div.file-preview');
  const open = h(
    'button.icon-btn',
    {
      type: 'button',
      'aria-label': `Open ${title(file)}`,
      title: 'Open',
      on: { click: () => void openText(file) },
    },
    icon('expand', 16),
  );
  if (file.preview !== undefined) refill(box, preview(file, file.preview, file.lines));
  else
    void fetchText(file).then(
      (text) => refill(box, preview(file, text, text.split('\n').length)),
      (error) => refill(box, h('div.file-note', null, error.message)),
    );
  return h('div.file-card', null, head(file, [open]), box);
}

function preview(file, text, lines) {
  const more = (lines ?? 0) - Math.min(PREVIEW_LINES, String(text).split('\n').length);
  return [
    listing(String(text).split('\n').slice(0, PREVIEW_LINES).join('\n'), PREVIEW_LINES),
    more > 0
      ? h(
          'button.file-more',
          { type: 'button', on: { click: () => void openText(file) } },
          `Show all ${lines.toLocaleString()} lines`,
        )
      : null,
  ];
}

async function fetchText(file) {
  const response = await fetch(fileUrl(file));
  if (!response.ok) throw new Error(`The file could not be read: the workspace answered ${response.status}.`);
  return response.text();
}

async function openText(file) {
  const box = h('div', null, 'Loading…');
  showViewer(title(file), box, download(file));
  try {
    refill(box, listing(await fetchText(file), VIEWER_LINES));
  } catch (error) {
    refill(box, h('p.file-note', null, error.message));
  }
}
