/** Where the choices of a select come from: its own options, the app, the people, the channels. */
import { plainText, textObject, words } from '../blocks/objects.js';

const matches = (label, typed) => label.toLowerCase().includes(typed.toLowerCase());

/** One option of a payload as a choice. */
export function choiceOf(option, ctx) {
  return {
    value: String(option?.value ?? ''),
    label: words(option?.text),
    nodes: textObject(option?.text, ctx),
    hint: option?.description ? words(option.description) : '',
    option,
  };
}

function groupsOf(source, ctx, typed) {
  const choices = (options) =>
    (options ?? []).map((option) => choiceOf(option, ctx)).filter((choice) => matches(choice.label, typed));
  if (Array.isArray(source.option_groups))
    return source.option_groups.map((group) => ({
      label: words(group.label),
      choices: choices(group.options),
    }));
  return [{ label: null, choices: choices(source.options) }];
}

const fixed = (element, ctx) => ({ source: (typed) => groupsOf(element, ctx, typed) });

const external = (element, ctx) => ({
  remote: true,
  minimum: element.min_query_length ?? 3,
  source: async (typed) => groupsOf(await ctx.options(element, ctx.blockId, typed), ctx, ''),
});

function userChoice(user) {
  const name = user.real_name || user.name;
  return {
    value: user.id,
    label: `${name} ${user.name}`,
    nodes: plainText(name, false),
    hint: user.is_bot ? 'app' : `@${user.name}`,
    option: user.id,
  };
}

const users = (element, ctx) => ({
  source: (typed) => [
    {
      label: null,
      choices: [...ctx.workspace.users.values()]
        .map(userChoice)
        .filter((choice) => matches(choice.label, typed)),
    },
  ],
});

function conversationChoice(conversation, ctx) {
  const name = ctx.workspace.title(conversation);
  return { value: conversation.id, label: name, nodes: plainText(name, false), option: conversation.id };
}

const KINDS = { public: 'channel', private: 'private', im: 'im' };

function conversations(element, ctx) {
  const wanted = element.filter?.include?.map((kind) => KINDS[kind]);
  const fits = (conversation) =>
    element.type.includes('channels')
      ? conversation.kind === 'channel'
      : !wanted || wanted.includes(conversation.kind);
  return {
    source: (typed) => [
      {
        label: null,
        choices: [...ctx.workspace.conversations.values()]
          .filter(fits)
          .map((conversation) => conversationChoice(conversation, ctx))
          .filter((choice) => matches(choice.label, typed)),
      },
    ],
  };
}

/** By the type without `multi_`: source of choices, the keys of value and of initial value, and how a stored value is shown. */
export const KINDS_OF_SELECT = {
  static_select: { from: fixed, key: 'option', show: (option, ctx) => choiceOf(option, ctx) },
  external_select: { from: external, key: 'option', show: (option, ctx) => choiceOf(option, ctx) },
  users_select: {
    from: users,
    key: 'user',
    show: (id, ctx) => userChoice(ctx.workspace.user(id) ?? { id, name: id }),
  },
  conversations_select: {
    from: conversations,
    key: 'conversation',
    show: (id, ctx) => conversationChoice(ctx.workspace.conversation(id) ?? { id, name: id }, ctx),
  },
  channels_select: {
    from: conversations,
    key: 'channel',
    show: (id, ctx) => conversationChoice(ctx.workspace.conversation(id) ?? { id, name: id }, ctx),
  },
};
