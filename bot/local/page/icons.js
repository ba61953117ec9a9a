/** Line icons of our own, drawn in code: no font and no picture has to load. */
import { svg } from './dom.js';

const PATHS = {
  helm: 'M12 3v18M3 12h18M5.6 5.6l12.8 12.8M18.4 5.6 5.6 18.4M12 8.4a3.6 3.6 0 1 0 0 7.2 3.6 3.6 0 1 0 0-7.2M12 5.2a6.8 6.8 0 1 0 0 13.6 6.8 6.8 0 1 0 0-13.6',
  hash: 'M10 4 8 20M16 4l-2 16M4.5 9h15M4 15h15',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 20 20',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M14 6l-6 6 6 6',
  chevron: 'M7 10l5 5 5-5',
  right: 'M10 7l5 5-5 5',
  send: 'M4 4.5 21 12 4 19.5l2.4-7.5zM6.4 12H13',
  plus: 'M12 5v14M5 12h14',
  bolt: 'M13 3 5 14h6l-1 7 8-11h-6z',
  smile: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M9 9.5v1M15 9.5v1M8.3 14c1.8 2.6 5.6 2.6 7.4 0',
  at: 'M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 1 0 0-7M15.5 8.5v4.5c0 3 5 3 5-1a8.5 8.5 0 1 0-3.4 6.8',
  reply: 'M5 5.5h14v10h-8L7 19v-3.5H5z',
  more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  braces:
    'M9 4.5H8a2 2 0 0 0-2 2v3.5L4 12l2 2v3.5a2 2 0 0 0 2 2h1M15 4.5h1a2 2 0 0 1 2 2v3.5l2 2-2 2v3.5a2 2 0 0 1-2 2h-1',
  pulse: 'M3 12h4l3-7 4 14 3-7h4',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  eye: 'M3 12c4-7.3 14-7.3 18 0-4 7.3-14 7.3-18 0M12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6',
  file: 'M7 3.5h7l4 4V20.5H7zM14 3.5v4h4',
  download: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14',
  copy: 'M9 9h10v11H9zM15 9V4.5H5V15h4',
  check: 'M5 12.5l4.5 4.5L19 7',
  expand: 'M14 5h5v5M10 19H5v-5M19 5l-6 6M5 19l6-6',
  calendar: 'M5 6h14v14H5zM5 10.5h14M9 3.5V8M15 3.5V8',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 7.5V12l3 2',
  up: 'M12 19V6M6.5 11 12 5.5 17.5 11',
  down: 'M7 10l5 5 5-5',
  thumbup:
    'M7 11v8.5H4V11zM7 11l4-7.5c1.8 0 2.6 1 2.3 2.6L12.7 10H18c1.3 0 2 1 1.7 2.2l-1.5 5.7c-.3 1-1 1.6-2 1.6H7',
  thumbdown:
    'M7 13V4.5H4V13zM7 13l4 7.5c1.8 0 2.6-1 2.3-2.6L12.7 14H18c1.3 0 2-1 1.7-2.2l-1.5-5.7c-.3-1-1-1.6-2-1.6H7',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13',
  info: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 11v5M12 8v.01',
  warn: 'M12 4.5 21 19.5H3zM12 10v4.5M12 17v.01',
  error: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M9 9l6 6M15 9l-6 6',
  play: 'M8 5.5v13l11-6.5z',
  picture: 'M4 5.5h16v13H4zM4 16l5-5 4 4 3-3 4 4M15.5 9v.01',
  external: 'M10 6H5v13h13v-5M13 5h6v6M19 5l-8 8',
  people:
    'M9 5.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M3.5 19c0-6 11-6 11 0M16 6a2.7 2.7 0 0 1 0 5.2M17 14c2.4.4 3.7 2 3.7 5',
};

/**
 * One icon, hidden from assistive technology (its button carries the label).
 * @param {keyof typeof PATHS} name
 * @param {number} [size] in CSS pixels
 * @returns {SVGElement}
 */
export function icon(name, size = 18) {
  const path = svg('path', {
    d: PATHS[name] ?? PATHS.info,
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': name === 'more' ? 3 : 1.7,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  });
  const node = svg(
    'svg',
    { viewBox: '0 0 24 24', width: size, height: size, class: `icon icon-${name}` },
    path,
  );
  node.setAttribute('aria-hidden', 'true');
  return node;
}
