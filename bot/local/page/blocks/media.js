/** Blocks that show a thing: image, video, file. */
import { h, link, ownFile } from '../dom.js';
import { icon } from '../icons.js';
import { picture, pictureUrl, words } from './objects.js';

/** @param {object} block @param {object} ctx */
export function image(block, ctx) {
  const title = words(block.title);
  const url = ownFile(pictureUrl(block));
  const shown = picture(block, 'block-image');
  const frame = url
    ? h(
        'button.picture-button',
        {
          type: 'button',
          'aria-label': `Enlarge: ${block.alt_text ?? title}`,
          on: { click: () => ctx.viewPicture(url, String(block.alt_text ?? title), title) },
        },
        shown,
      )
    : shown;
  return h('figure.block-figure', null, title ? h('figcaption.figure-title', null, title) : null, frame);
}

/** A video is offered as a link: nothing remote is loaded here. @param {object} block */
export function video(block) {
  const from = [block.author_name, block.provider_name].filter(Boolean).join(' · ');
  return h(
    'div.video-card',
    null,
    h('span.video-mark', null, icon('play', 22)),
    h(
      'div.video-words',
      null,
      from ? h('div.video-from', null, from) : null,
      h(
        'div.video-title',
        null,
        link(block.title_url || block.video_url, words(block.title) || String(block.alt_text ?? '')),
      ),
      block.description ? h('div.video-text', null, words(block.description)) : null,
    ),
  );
}

/** @param {object} block */
export function file(block) {
  return h('div.file-line', null, icon('file', 18), ` Remote file ${block.external_id ?? ''}`);
}
