/** The emoji that a build's story uses most, drawn: they look the same where the system has no emoji font. */
import { svg } from './dom.js';

const RED = '#d93f34';
const GREEN = '#2e9e5b';
const YELLOW = '#f2b632';
const BLUE = '#2f7fc1';
const GREY = '#8a97a0';
const DARK = '#4a5660';
const PAPER = '#f3f5f6';

const disc = (fill) => [['circle', { cx: 10, cy: 10, r: 8, fill }]];
const square = (fill) => [['rect', { x: 2, y: 2, width: 16, height: 16, rx: 4, fill }]];
const line = (d, stroke, width = 2) => [
  'path',
  { d, fill: 'none', stroke, 'stroke-width': width, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' },
];
const shape = (d, fill) => ['path', { d, fill }];

const TICK = line('M5.6 10.4 8.8 13.5 14.6 7', '#fff', 2.4);
const THUMB =
  'M6.5 9 10 2.5c1.8 0 2.5 1.2 2.2 2.8L11.6 8H16c1.2 0 1.8 1 1.5 2.1l-1.6 5.8c-.3 1-.9 1.6-1.9 1.6H6.5zM2.5 9H5v8.5H2.5z';
const PAGE = [
  shape('M4.5 2h7.5l4 4v12h-11.5z', PAPER),
  line('M4.5 2h7.5l4 4v12h-11.5z', GREY, 1.2),
  line('M7 9h6M7 12h6M7 15h4', GREY, 1.3),
];
const BELL = shape(
  'M10 2.5c3.5 0 5 2.5 5 5.5 0 3.5 1 4.5 2 6H3c1-1.5 2-2.5 2-6 0-3 1.5-5.5 5-5.5M8 15.5h4a2 2 0 0 1-4 0',
  YELLOW,
);
const LENS = [
  line('M8.5 3a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M12.6 12.6 17 17', DARK, 2.2),
  ['circle', { cx: 8.5, cy: 8.5, r: 4, fill: '#bfe0f2' }],
];
const CYCLE = [
  ...square(BLUE),
  line(
    'M14 9A4.3 4.3 0 0 0 6.4 7.6M6 11a4.3 4.3 0 0 0 7.6 1.4M6.4 4.8v2.9h2.9M13.6 15.2v-2.9h-2.9',
    '#fff',
    1.7,
  ),
];
const SAND = [
  line('M5.5 2.5h9M5.5 17.5h9M6.5 3v2.5L10 10l-3.5 4.5V17M13.5 3v2.5L10 10l3.5 4.5V17', DARK, 1.5),
  shape('M7.5 15.8 10 12.6l2.5 3.2z', YELLOW),
];
const SPANNER = line(
  'M15.8 5.2a3.6 3.6 0 0 1-5 4.4L5 15.4a1.5 1.5 0 0 1-2-2l5.8-5.8a3.6 3.6 0 0 1 4.4-5L11 4.8l.4 2.4 2.3.3z',
  GREY,
  1.8,
);
const HAMMER = [line('M10.5 8.5 3.6 15.8', '#b07a45', 2.8), shape('M7.2 3.6C9.4 2 12.6 2 14.6 4l3.2 3.2-3.4 3.4-3-3c-.9-.9-1.9-1.5-4.2-1.6z', DARK)];
const EYES = [
  ['circle', { cx: 5.7, cy: 10, r: 4.2, fill: '#fff', stroke: GREY, 'stroke-width': 1 }],
  ['circle', { cx: 14.3, cy: 10, r: 4.2, fill: '#fff', stroke: GREY, 'stroke-width': 1 }],
  ['circle', { cx: 4.6, cy: 10.6, r: 1.9, fill: '#2b3339' }],
  ['circle', { cx: 13.2, cy: 10.6, r: 1.9, fill: '#2b3339' }],
];
const SIREN = [
  shape('M4.5 16v-5.5a5.5 5.5 0 0 1 11 0V16z', RED),
  shape('M3 16h14v2.2H3z', DARK),
  line('M10 1v1.5M3 4l1 1M17 4l-1 1', RED, 1.5),
  line('M7.5 11a2.5 2.5 0 0 1 2-2.5', '#fff', 1.3),
];
const WARN = [shape('M10 2.5 18.5 17.5h-17z', YELLOW), line('M10 8v4.3M10 15v.01', '#4b3a05', 2)];
const PADLOCK = [
  line('M6.5 9V6.5a3.5 3.5 0 0 1 7 0V9', GREY, 1.8),
  ['rect', { x: 4, y: 9, width: 12, height: 9, rx: 2, fill: YELLOW }],
];
const BULB = [
  shape('M10 2a5.5 5.5 0 0 1 3.2 10c-.6.5-.7 1-.7 1.8h-5c0-.8-.1-1.3-.7-1.8A5.5 5.5 0 0 1 10 2', YELLOW),
  line('M8 16h4M8.8 18h2.4', GREY, 1.5),
];
const FIRE = [
  shape(
    'M10.5 1.5c.5 3.5 5 5 5 10a5.5 5.5 0 0 1-11 0c0-2.5 1.5-4 2.3-5.5.7 1.2 1.2 1.7 2 2 .6-2.2.2-4.3 1.7-6.5',
    '#ef7a29',
  ),
  shape('M10.2 9.5c.6 1.8 2.3 2.6 2.3 4.7a2.5 2.5 0 0 1-5 0c0-1.8 1.7-2.7 2.7-4.7', YELLOW),
];
const ROCKET = [
  shape('M17.5 2.5c-5 0-8.5 3-10.5 7.5l3 3c4.5-2 7.5-5.5 7.5-10.5', '#b9c6ce'),
  shape('M7.5 8.5H4L2.5 12l4 .3zM11.5 12.5V16L8 17.5l-.3-4z', RED),
  ['circle', { cx: 12.6, cy: 7.4, r: 1.6, fill: BLUE }],
  shape('M5.5 13c-2 .5-2.5 2.5-2.8 4.3C4.5 17 6.5 16.5 7 14.5z', YELLOW),
];
const TADA = [
  shape('M2.5 17.5 7 6.5l6.5 6.5z', YELLOW),
  line('M11 6.5c.5-2 .2-3-.5-4M13.5 9c2-.3 3-1.3 4-2.8M14.5 12c1.2-.6 2.3-.5 3 .2', RED, 1.5),
  ['circle', { cx: 14.5, cy: 4, r: 1.1, fill: BLUE }],
  ['circle', { cx: 17, cy: 9.5, r: 1, fill: GREEN }],
];
const ANCHOR = line(
  'M10 6v11.5M10 2.5a1.7 1.7 0 1 0 0 3.5 1.7 1.7 0 0 0 0-3.5M6.5 9h7M3 11.5c.3 4 3 6 7 6s6.7-2 7-6',
  BLUE,
  1.7,
);
const TUBE = [
  shape('M6 9.5h8V15a4 4 0 0 1-8 0z', '#7cc7a0'),
  line('M5 2.5h10M6 2.5V14.5a4 4 0 0 0 8 0v-12', DARK, 1.4),
];
const LINKS = line(
  'M8.5 11.5a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.3l1-1',
  GREY,
  1.8,
);
const BOT = [
  ['rect', { x: 3, y: 6, width: 14, height: 11, rx: 3, fill: '#9db4c0' }],
  line('M10 3v3', DARK, 1.5),
  ['circle', { cx: 7.3, cy: 11, r: 1.6, fill: DARK }],
  ['circle', { cx: 12.7, cy: 11, r: 1.6, fill: DARK }],
  line('M7.5 14.5h5', DARK, 1.3),
];
const CLOCK = [
  ['circle', { cx: 10, cy: 10, r: 7.6, fill: '#fff', stroke: DARK, 'stroke-width': 1.6 }],
  line('M10 5.8V10l2.8 1.8', DARK, 1.6),
];
const CHART = [
  ['rect', { x: 2, y: 2, width: 16, height: 16, rx: 3, fill: PAPER }],
  shape('M5 15v-4h2.2v4z', BLUE),
  shape('M9 15V6h2.2v9z', GREEN),
  shape('M13 15V9h2.2v6z', RED),
];
const BUG = [
  shape('M10 5c3 0 4.5 2.5 4.5 6s-1.5 6.5-4.5 6.5-4.5-3-4.5-6.5S7 5 10 5', '#6f9e3c'),
  line(
    'M3 8l2.5 1M2.5 12H5M3.5 16.5 5.8 15M17 8l-2.5 1M17.5 12H15M16.5 16.5 14.2 15M8 5 6.8 2.5M12 5l1.2-2.5',
    DARK,
    1.2,
  ),
];
const SPARKLES = [
  shape('M8 4c.7 3.5 1.5 4.3 5 5-3.5.7-4.3 1.5-5 5-.7-3.5-1.5-4.3-5-5 3.5-.7 4.3-1.5 5-5', YELLOW),
  shape(
    'M15 11.5c.3 1.7.8 2.2 2.5 2.5-1.7.3-2.2.8-2.5 2.5-.3-1.7-.8-2.2-2.5-2.5 1.7-.3 2.2-.8 2.5-2.5M15 2c.3 1.5.6 1.8 2 2-1.4.3-1.7.6-2 2-.3-1.4-.6-1.7-2-2 1.4-.2 1.7-.5 2-2',
    YELLOW,
  ),
];
const WAVE = [
  shape(
    'M6 9 4 5.5c-.5-1 .9-1.8 1.5-.9L8 8 5.9 3.6c-.5-1.1 1-1.8 1.6-.8L10 7.5 8.8 3.8c-.3-1.1 1.2-1.6 1.6-.6L13 9.5l.6-2.3c.3-1.2 1.9-.9 1.8.3l-.5 5.8c-.3 4-6 5-8 1.2z',
    YELLOW,
  ),
  line('M3 12.5c.4 1.9 1.2 3.2 2.7 4.2M16 3c1 .7 1.6 1.5 1.9 2.6', GREY, 1.2),
];

const ART = {
  white_check_mark: [...square(GREEN), TICK],
  heavy_check_mark: [line('M3.5 10.8 8 15 16.5 5', GREEN, 3)],
  ballot_box_with_check: [...square(BLUE), TICK],
  x: [line('M4 4l12 12M16 4 4 16', RED, 3.4)],
  red_circle: disc(RED),
  large_green_circle: disc(GREEN),
  large_yellow_circle: disc(YELLOW),
  large_orange_circle: disc('#e98733'),
  large_blue_circle: disc(BLUE),
  large_purple_circle: disc('#8a63b5'),
  black_circle: disc('#3a4248'),
  white_circle: [['circle', { cx: 10, cy: 10, r: 7.5, fill: '#fff', stroke: '#b4bec4', 'stroke-width': 1 }]],
  large_red_square: square(RED),
  large_green_square: square(GREEN),
  large_yellow_square: square(YELLOW),
  no_entry: [...disc(RED), line('M6 10h8', '#fff', 2.6)],
  no_entry_sign: [line('M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M5.2 5.2l9.6 9.6', RED, 2.2)],
  octagonal_sign: [shape('M7 2h6l5 5v6l-5 5H7l-5-5V7z', RED)],
  warning: WARN,
  rotating_light: SIREN,
  exclamation: [line('M10 3v8.5M10 16v.01', RED, 3.2)],
  question: [line('M6.5 6.5c.5-4.5 7.5-4 7 .3-.3 2.4-3.5 2.6-3.5 5.2M10 16.5v.01', RED, 2.4)],
  information_source: [...square(BLUE), line('M10 9.3V14.5M10 5.8v.01', '#fff', 2.2)],
  eyes: EYES,
  '+1': [shape(THUMB, YELLOW)],
  thumbsup: [shape(THUMB, YELLOW)],
  bell: [BELL],
  pushpin: [shape('M12 2l6 6-2.2.7-3 3-.6 3.6-2.3-2.3l-6.2 5.6-.5-.5 5.6-6.2L4.7 7.8l3.6-.6 3-3z', RED)],
  no_bell: [BELL, line('M3 3l14 14', RED, 2)],
  mag: LENS,
  mag_right: LENS,
  repeat: CYCLE,
  arrows_counterclockwise: CYCLE,
  hourglass: SAND,
  hourglass_flowing_sand: SAND,
  wrench: [SPANNER],
  hammer: HAMMER,
  hammer_and_wrench: [SPANNER],
  page_facing_up: PAGE,
  memo: PAGE,
  clipboard: PAGE,
  scroll: PAGE,
  lock: PADLOCK,
  bulb: BULB,
  fire: FIRE,
  rocket: ROCKET,
  tada: TADA,
  anchor: [ANCHOR],
  test_tube: TUBE,
  link: [LINKS],
  robot_face: BOT,
  stopwatch: CLOCK,
  alarm_clock: CLOCK,
  bar_chart: CHART,
  bug: BUG,
  sparkles: SPARKLES,
  wave: WAVE,
  zap: [shape('M11.5 1.5 4 11.5h5L8 18.5l8-10.5h-5.5z', YELLOW)],
  heart: [shape('M10 17C4 12.5 2 9.5 2.5 6.5 3 3 8 2 10 6c2-4 7-3 7.5.5.5 3-1.5 6-7.5 10.5', RED)],
  star: [shape('M10 2l2.4 5.3 5.6.6-4.2 3.9 1.2 5.7L10 14.6 5 17.5l1.2-5.7L2 7.9l5.6-.6z', YELLOW)],
  arrow_right: [...square(BLUE), line('M5.5 10h9M11 6.5l3.5 3.5-3.5 3.5', '#fff', 2)],
  speech_balloon: [shape('M2.5 4h15v10h-8L6 17.5V14H2.5z', '#b9d3e2')],
};

/** @param {string} name */
export function hasDrawing(name) {
  return Object.hasOwn(ART, name);
}

/**
 * Our drawing of an emoji.
 * @param {string} name
 * @returns {SVGElement|null} null: leave it to the system's font
 */
export function drawn(name) {
  if (!hasDrawing(name)) return null;
  const parts = ART[name].map(([tag, attributes]) => svg(tag, attributes));
  const node = svg('svg', { viewBox: '0 0 20 20', class: 'emoji-art' }, ...parts);
  node.setAttribute('aria-hidden', 'true');
  return node;
}
