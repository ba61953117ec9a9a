/** What a renderer may know and do: who is who, where it stands, how an action leaves. */
import { askConfirm, showViewer } from './dialog.js';
import { h } from './dom.js';

function base(app) {
  const ctx = {
    workspace: app.workspace,
    openChannel: (id) => app.openChannel(id),
    viewPicture: (src, alt, title) => showViewer(title || 'Picture', h('img.viewer-picture', { src, alt })),
    dispatches: true,
  };
  return { ...ctx, confirm: (object) => askConfirm(object, ctx) };
}

function acting(app, container, form) {
  const state = () => ({ values: form.values() });
  return {
    form,
    act: (action) => app.act({ type: 'action', container, action, state: state() }),
    options: async (element, blockId, value) => {
      const answer = await app.ask({
        type: 'options',
        container,
        action_id: element.action_id,
        block_id: blockId,
        value,
      });
      if (!answer.ok) throw new Error(answer.message || answer.error || 'The app gave no options');
      return answer;
    },
  };
}

/** For the blocks of a message. */
export function messageContext(app, channel, message) {
  const container = { type: 'message', channel, message_ts: message.ts };
  return { ...base(app), ...acting(app, container, app.workspace.form(`${channel}:${message.ts}`)) };
}

/** For the blocks of a modal or of App Home. `errors` by block_id. */
export function viewContext(app, view, extra = {}) {
  const container = { type: 'view', view_id: view.id };
  return { ...base(app), ...acting(app, container, app.workspace.form(view.id)), ...extra };
}
