/**
 * The one place where elements are made: tags and attributes come from closed lists, text is always text.
 */

const TAGS = new Set(
  `a article aside b blockquote br button code dd del details dialog div dl dt em fieldset figcaption figure footer
   form h1 h2 h3 h4 header hr i img input kbd label legend li main mark nav ol option p pre section select small span
   strong summary table tbody td textarea th thead time tr u ul`.split(/\s+/),
);

const ATTRIBUTES = new Set(
  `id role type name value placeholder title alt for tabindex disabled checked readonly required rows maxlength
   minlength min max step autocomplete autocapitalize spellcheck download hidden datetime colspan scope start lang
   inputmode enterkeyhint open draggable`.split(/\s+/),
);

const SVG_NS = 'http://www.w3.org/2000/svg';
const SVG_TAGS = new Set(['svg', 'path', 'circle', 'rect', 'line', 'g', 'text']);
const SVG_ATTRIBUTES =
  /^(viewBox|d|cx|cy|r|rx|x|y|x1|x2|y1|y2|width|height|fill|stroke|stroke-[a-z]+|transform|class)$/;

/**
 * Makes an element. `spec` is `tag.class.class`, always a literal of ours.
 * @param {string} spec
 * @param {Object<string, *>|null} [props] allow-listed attributes, `on` for listeners, `class`, `value`, `href`, `src`
 * @param {...(Node|string|number|null|false|Array)} children strings become text nodes
 * @returns {HTMLElement}
 */
export function h(spec, props, ...children) {
  const [tag, ...classes] = spec.split('.');
  if (!TAGS.has(tag)) throw new TypeError(`element not allowed: ${tag}`);
  const node = document.createElement(tag);
  if (classes.length) node.classList.add(...classes);
  for (const [name, value] of Object.entries(props ?? {})) setProperty(node, name, value);
  fill(node, children);
  return node;
}

function setProperty(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === 'on') {
    for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
  } else if (name === 'class') {
    node.classList.add(...String(value).split(' ').filter(Boolean));
  } else if (name === 'value' && 'value' in node) {
    node.value = value;
  } else if (name === 'href') {
    const url = safeUrl(value) ?? ownFile(value);
    if (url) node.setAttribute('href', url);
  } else if (name === 'src') {
    const path = ownFile(value);
    if (path) node.setAttribute('src', path);
  } else if (ATTRIBUTES.has(name) || /^(aria|data)-[a-z-]+$/.test(name)) {
    node.setAttribute(name, value === true ? '' : String(value));
  } else {
    throw new TypeError(`attribute not allowed: ${name}`);
  }
}

/** Appends children, flattening arrays and skipping null, undefined and false. */
export function fill(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

/** Replaces all that `node` holds. */
export function refill(node, ...children) {
  node.replaceChildren();
  return fill(node, children);
}

/** Makes an SVG element from our own literals. */
export function svg(tag, attributes, ...children) {
  if (!SVG_TAGS.has(tag)) throw new TypeError(`element not allowed: ${tag}`);
  const node = document.createElementNS(SVG_NS, tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (!SVG_ATTRIBUTES.test(name)) throw new TypeError(`attribute not allowed: ${name}`);
    node.setAttribute(name, String(value));
  }
  return fill(node, children);
}

/**
 * An absolute http or https address, or null: nothing else may become a link.
 * @param {*} text
 * @returns {string|null}
 */
export function safeUrl(text) {
  if (typeof text !== 'string' || !/^https?:\/\//i.test(text.trim())) return null;
  try {
    const url = new URL(text.trim());
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * A picture or a file that this server gave out, or a small picture written out; else null.
 * No other address of this server: foreign text must not make the browser ask it for anything.
 * @param {*} text
 * @returns {string|null}
 */
export function ownFile(text) {
  if (typeof text !== 'string') return null;
  if (/^data:image\/(png|gif|jpeg|webp);base64,[A-Za-z0-9+/=]+$/.test(text)) return text;
  const path = text.startsWith(`${location.origin}/`) ? text.slice(location.origin.length) : text;
  return /^\/console\/file\/[\w%.~-]+$/.test(path) ? location.origin + path : null;
}

/** A link to foreign ground, or its label as text where the address is not one that we open. */
export function link(url, ...label) {
  const href = safeUrl(url);
  const words = label.flat().length ? label : [String(url)];
  if (!href) return h('span.dead-link', { title: 'Only http and https links open' }, words);
  const node = h('a.link', { href, title: href }, words);
  node.setAttribute('target', '_blank');
  node.setAttribute('rel', 'noopener noreferrer nofollow');
  return node;
}

/** Gives `node` a colour of its own if `color` is #rrggbb; style sheets read it as --tone. */
export function tone(node, color) {
  if (/^#?[0-9a-f]{6}$/i.test(String(color))) {
    node.style.setProperty('--tone', color.startsWith('#') ? color : `#${color}`);
  }
  return node;
}
