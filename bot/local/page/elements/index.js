/** Every interactive element by its type. */
import { picture } from '../blocks/objects.js';
import { h } from '../dom.js';
import { button, feedbackButtons, iconButton, overflow, workflowButton } from './buttons.js';
import { checkboxes, radioButtons } from './choices.js';
import { datePicker, dateTimePicker, richTextInput, textInput, timePicker } from './fields.js';
import { select } from './select.js';

const SELECTS = [
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
];

const ELEMENTS = {
  button,
  overflow,
  checkboxes,
  workflow_button: workflowButton,
  feedback_buttons: feedbackButtons,
  icon_button: iconButton,
  radio_buttons: radioButtons,
  plain_text_input: textInput,
  number_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  rich_text_input: richTextInput,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
  image: (element) => picture(element, 'thumb'),
  ...Object.fromEntries(
    SELECTS.flatMap((type) => [
      [type, select],
      [`multi_${type}`, select],
    ]),
  ),
};

/**
 * Draws one element of an actions, section, input or card block.
 * @param {object} element
 * @param {object} ctx with `blockId` and `dispatches`
 * @returns {Node|null}
 */
export function renderElement(element, ctx) {
  const type = element?.type ?? '';
  if (!Object.hasOwn(ELEMENTS, type))
    return h('span.unsupported', null, `unsupported element: ${type || 'without a type'}`);
  return ELEMENTS[type](element, ctx);
}
