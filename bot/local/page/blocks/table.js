/** The table block, and data_table with pages. */
import { h, refill } from '../dom.js';
import { richText } from '../richtext.js';

const ALIGN = { center: 'is-center', right: 'is-right' };

function cellNodes(cell, ctx) {
  if (cell === null || cell === undefined) return [];
  if (cell.type === 'rich_text') return [richText(cell, ctx)];
  return [String(cell.text ?? cell.value ?? '')];
}

function cellNode(tag, cell, settings, ctx) {
  const align = Object.hasOwn(ALIGN, settings?.align ?? '')
    ? ALIGN[settings.align]
    : cell?.type === 'raw_number'
      ? 'is-right'
      : '';
  return h(
    tag,
    { class: `${align} ${settings?.is_wrapped ? 'is-wrapped' : ''}`, scope: tag === 'th' ? 'col' : null },
    cellNodes(cell, ctx),
  );
}

/** The first row is the head. @param {object} block @param {object} ctx */
export function table(block, ctx) {
  const [head, ...rows] = block.rows ?? [];
  const columns = block.column_settings ?? [];
  const line = (tag, cells) =>
    h(
      'tr',
      null,
      (cells ?? []).map((cell, i) => cellNode(tag, cell, columns[i], ctx)),
    );
  return h(
    'div.table-wrap',
    { tabindex: '0', role: 'region', 'aria-label': 'Table' },
    h(
      'table.table',
      null,
      h('thead', null, line('th', head)),
      h(
        'tbody',
        null,
        rows.map((row) => line('td', row)),
      ),
    ),
  );
}

/** @param {object} block @param {object} ctx */
export function dataTable(block, ctx) {
  const [head, ...rows] = block.rows ?? [];
  const size = Math.max(1, Number(block.page_size) || 5);
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const node = h('div.data-table');
  const show = (page) => {
    const turn = (label, to) =>
      h(
        'button.btn',
        { type: 'button', disabled: to < 0 || to >= pages, on: { click: () => show(to) } },
        label,
      );
    const part = table({ ...block, rows: [head, ...rows.slice(page * size, page * size + size)] }, ctx);
    refill(
      node,
      block.caption ? h('div.figure-title', null, String(block.caption?.text ?? block.caption)) : null,
      part,
      pages > 1
        ? h(
            'div.table-pages',
            null,
            turn('Back', page - 1),
            `${page + 1} of ${pages}`,
            turn('Next', page + 1),
          )
        : null,
    );
  };
  show(0);
  return node;
}
