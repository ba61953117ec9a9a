"""Block elements: buttons, menus, pickers, inputs (docs: Block Kit, block elements)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.local.workspace.validation import limits
from bot.local.workspace.validation.objects import (
    ANY_OPTION,
    CONFIRM,
    DISPATCH,
    FILTER,
    GROUPS,
    OPTIONS,
    PLACEHOLDER,
    PLAIN_OPTION,
    SLACK_FILE,
    plain,
)
from bot.local.workspace.validation.shape import (
    Spec,
    anything,
    at_least_one,
    boolean,
    both,
    items,
    number,
    one_of,
    record,
    string,
)

_ACTION = {"action_id": string(limits.ID)}
_MENU = {**_ACTION, "placeholder": PLACEHOLDER, "confirm": CONFIRM, "focus_on_load": boolean}
_PICK = {**_ACTION, "confirm": CONFIRM, "focus_on_load": boolean}
_TYPED = {
    **_ACTION,
    "placeholder": PLACEHOLDER,
    "dispatch_action_config": DISPATCH,
    "focus_on_load": boolean,
}
_MULTI = {"max_selected_items": number(1)}
_LABEL = {"accessibility_label": string(limits.ACCESSIBILITY_LABEL)}


def _listed(optional: Mapping[str, Spec]) -> Spec:
    fields = {**_MENU, "options": OPTIONS, "option_groups": GROUPS, **optional}
    return both(record({}, fields), at_least_one("options", "option_groups"))


IMAGE = both(
    record(
        {"alt_text": string(limits.ALT_TEXT)},
        {"image_url": string(limits.URL, 1), "slack_file": SLACK_FILE},
    ),
    at_least_one("image_url", "slack_file"),
)

BUTTON = record(
    {"text": plain(limits.BUTTON_TEXT)},
    {
        **_ACTION,
        **_LABEL,
        "value": string(limits.BUTTON_VALUE),
        "url": string(limits.URL),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "agent_prompt": string(limits.AGENT_PROMPT),
        "visible_to_user_ids": items(string()),
    },
)

_FEEDBACK = record(
    {"text": plain(limits.BUTTON_TEXT), "value": string(limits.BUTTON_VALUE)}, {**_LABEL}
)

CONTEXT_ACTIONS = {
    "feedback_buttons": record(
        {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, {**_ACTION}
    ),
    "icon_button": record(
        {"icon": string(), "text": plain(limits.BUTTON_TEXT)},
        {
            **_ACTION,
            **_LABEL,
            "value": string(limits.BUTTON_VALUE),
            "confirm": CONFIRM,
            "visible_to_user_ids": items(string()),
        },
    ),
}

SELECTS: Mapping[str, Spec] = {
    "static_select": _listed({"initial_option": PLAIN_OPTION}),
    "external_select": record(
        {}, {**_MENU, "initial_option": PLAIN_OPTION, "min_query_length": number(0)}
    ),
    "users_select": record({}, {**_MENU, "initial_user": string()}),
    "channels_select": record(
        {}, {**_MENU, "initial_channel": string(), "response_url_enabled": boolean}
    ),
    "conversations_select": record(
        {},
        {
            **_MENU,
            "initial_conversation": string(),
            "default_to_current_conversation": boolean,
            "filter": FILTER,
            "response_url_enabled": boolean,
        },
    ),
    "multi_static_select": _listed({**_MULTI, "initial_options": items(PLAIN_OPTION)}),
    "multi_external_select": record(
        {},
        {
            **_MENU,
            **_MULTI,
            "initial_options": items(PLAIN_OPTION),
            "min_query_length": number(0),
        },
    ),
    "multi_users_select": record({}, {**_MENU, **_MULTI, "initial_users": items(string())}),
    "multi_channels_select": record({}, {**_MENU, **_MULTI, "initial_channels": items(string())}),
    "multi_conversations_select": record(
        {},
        {
            **_MENU,
            **_MULTI,
            "initial_conversations": items(string()),
            "default_to_current_conversation": boolean,
            "filter": FILTER,
        },
    ),
}

PICKERS: Mapping[str, Spec] = {
    "datepicker": record({}, {**_PICK, "placeholder": PLACEHOLDER, "initial_date": string()}),
    "timepicker": record(
        {},
        {**_PICK, "placeholder": PLACEHOLDER, "initial_time": string(), "timezone": string()},
    ),
    "datetimepicker": record({}, {**_PICK, "initial_date_time": number(0)}),
    "checkboxes": record(
        {"options": items(ANY_OPTION, 1, limits.CHOICES)},
        {**_PICK, "initial_options": items(ANY_OPTION, 1, limits.CHOICES)},
    ),
    "radio_buttons": record(
        {"options": items(ANY_OPTION, 1, limits.CHOICES)}, {**_PICK, "initial_option": ANY_OPTION}
    ),
}

_LENGTH = number(0, limits.INPUT_LENGTH)
TYPED: Mapping[str, Spec] = {
    "plain_text_input": record(
        {},
        {
            **_TYPED,
            "initial_value": string(limits.INPUT_LENGTH),
            "multiline": boolean,
            "min_length": _LENGTH,
            "max_length": number(1, limits.INPUT_LENGTH),
        },
    ),
    "number_input": record(
        {"is_decimal_allowed": boolean},
        {**_TYPED, "initial_value": string(), "min_value": string(), "max_value": string()},
    ),
    "email_text_input": record({}, {**_TYPED, "initial_value": string()}),
    "url_text_input": record({}, {**_TYPED, "initial_value": string()}),
    "rich_text_input": record(
        {}, {**_TYPED, "initial_value": anything, "min_lines": number(1), "max_lines": number(1)}
    ),
    "file_input": record({}, {**_ACTION, "filetypes": items(string()), "max_files": number(1, 10)}),
}

_CLICKED: Mapping[str, Spec] = {
    "button": BUTTON,
    "overflow": record(
        {"options": items(PLAIN_OPTION, 1, limits.OVERFLOW)}, {**_ACTION, "confirm": CONFIRM}
    ),
    "workflow_button": record(
        {"text": plain(limits.BUTTON_TEXT), "workflow": anything},
        {**_ACTION, **_LABEL, "style": one_of("primary", "danger"), "confirm": CONFIRM},
    ),
}

ACTIONS: Mapping[str, Spec] = {
    **_CLICKED,
    **SELECTS,
    **PICKERS,
    "rich_text_input": TYPED["rich_text_input"],
}
ACCESSORIES: Mapping[str, Spec] = {**_CLICKED, **SELECTS, **PICKERS, "image": IMAGE}
INPUTS: Mapping[str, Spec] = {**SELECTS, **PICKERS, **TYPED}
