/** One message as a row. */
import { avatar } from './avatar.js';
import { renderBlocks } from './blocks/index.js';
import { plainText } from './blocks/objects.js';
import { messageContext } from './context.js';
import { h, tone } from './dom.js';
import { fileList } from './files.js';
import { icon } from './icons.js';
import { toolbar } from './message-tools.js';
import { mrkdwn } from './mrkdwn.js';
import { reactionBar } from './reactions.js';
import { ago, clock, full } from './time.js';

const QUIET = new Set([
  'channel_join',
  'channel_leave',
  'group_join',
  'channel_topic',
  'channel_purpose',
  'channel_name',
  'bot_add',
  'tombstone',
]);

/**
 * @param {object} app
 * @param {string} channel
 * @param {object} message Slack's message object
 * @param {{grouped: boolean, thread: boolean}} how `grouped`: the same author as above; `thread`: within the thread pane
 * @returns {HTMLElement}
 */
export function renderMessage(app, channel, message, how) {
  const author = app.workspace.author(message);
  const ctx = messageContext(app, channel, message);
  const small = how.grouped
    ? h('time.hover-time', { title: full(message.ts) }, clock(message.ts).replace(/\s?[AP]M/i, ''))
    : avatar(author);
  const state = [
    message.is_ephemeral ? 'is-ephemeral' : '',
    how.grouped ? 'is-grouped' : '',
    message.streaming ? 'is-streaming' : '',
    QUIET.has(message.subtype) ? 'is-quiet' : '',
  ];
  return h(
    'article.message',
    {
      class: state.join(' '),
      'data-ts': message.ts,
      tabindex: '-1',
      'aria-label': `${author.name}, ${clock(message.ts)}`,
    },
    message.is_ephemeral ? h('div.note-line', null, icon('eye', 14), 'Only visible to you') : null,
    message.subtype === 'thread_broadcast' && !how.thread ? broadcastLine(app, channel, message) : null,
    h('div.gutter', null, small),
    h(
      'div.message-body',
      null,
      how.grouped ? null : head(author, message),
      ctx.form.during(() => content(message, ctx)),
      fileList(message.files, ctx),
      reactionBar(app, channel, message),
      how.thread ? null : replyBar(app, channel, message),
      message.is_ephemeral ? dismiss(app, channel, message) : null,
    ),
    toolbar(app, channel, message, how),
  );
}

function head(author, message) {
  return h(
    'div.message-head',
    null,
    h('span.author', { title: author.title }, author.name),
    author.isBot ? h('span.badge', null, 'APP') : null,
    h('time.message-time', { title: full(message.ts) }, clock(message.ts)),
  );
}

function content(message, ctx) {
  const edited = message.edited && !message.bot_id ? h('span.edited', null, ' (edited)') : null;
  const cursor = message.streaming
    ? h('span.stream-cursor', { role: 'img', 'aria-label': 'still writing' })
    : null;
  const blocks = message.blocks?.length
    ? h('div.blocks', null, renderBlocks(message.blocks, ctx))
    : h(
        'div.mrkdwn.message-text',
        null,
        message.mrkdwn === false ? plainText(message.text) : mrkdwn(message.text, ctx),
      );
  return [
    message.blocks?.length || message.text || message.streaming ? blocks : null,
    edited,
    cursor,
    (message.attachments ?? []).map((item) => attachment(item, ctx)),
  ];
}

/** The older way to frame a message: a coloured bar beside it. */
function attachment(item, ctx) {
  const named = { good: '#2e9e5b', warning: '#e0a526', danger: '#d0342c' };
  const color = Object.hasOwn(named, item.color ?? '') ? named[item.color] : item.color;
  const title = item.title
    ? h(
        'div.attachment-title',
        null,
        mrkdwn(item.title_link ? `<${item.title_link}|${item.title}>` : item.title, ctx),
      )
    : null;
  const fields = (item.fields ?? []).map((field) =>
    h(
      'div.section-field',
      null,
      h('b', null, plainText(field.title)),
      h('div.mrkdwn', null, mrkdwn(field.value, ctx)),
    ),
  );
  const body = item.blocks?.length
    ? renderBlocks(item.blocks, ctx)
    : [
        title,
        h('div.mrkdwn', null, mrkdwn(item.text ?? item.fallback ?? '', ctx)),
        fields.length ? h('div.section-fields', null, fields) : null,
        item.footer ? h('div.block-context', null, item.footer) : null,
      ];
  return [
    item.pretext ? h('div.mrkdwn', null, mrkdwn(item.pretext, ctx)) : null,
    tone(h('div.attachment', null, body), color),
  ];
}

function broadcastLine(app, channel, message) {
  return h(
    'div.note-line',
    null,
    icon('reply', 14),
    'replied to a thread: ',
    h(
      'button.text-btn',
      { type: 'button', on: { click: () => app.openThread(channel, message.thread_ts) } },
      'see it',
    ),
  );
}

function replyBar(app, channel, message) {
  const count = message.reply_count ?? 0;
  if (!count) return null;
  const faces = (message.reply_users ?? []).slice(0, 4).map((id) =>
    avatar(
      app.workspace.author({
        user: id.startsWith('B') ? undefined : id,
        bot_id: id.startsWith('B') ? id : undefined,
      }),
      'small',
    ),
  );
  return h(
    'button.reply-bar',
    { type: 'button', on: { click: () => app.openThread(channel, message.ts) } },
    h('span.faces', null, faces),
    h('span.reply-count', null, `${count} ${count === 1 ? 'reply' : 'replies'}`),
    message.latest_reply ? h('span.reply-when', null, `last ${ago(message.latest_reply)}`) : null,
    h('span.reply-view', null, 'View thread'),
    icon('right', 15),
  );
}

function dismiss(app, channel, message) {
  return h(
    'div.dismiss-line',
    null,
    h(
      'button.text-btn',
      { type: 'button', on: { click: () => void app.dismiss(channel, message) } },
      'Dismiss message',
    ),
  );
}
