"""Composition objects: text, options, confirmation dialogs (docs: Block Kit, composition objects)."""

from __future__ import annotations

from bot.local.workspace.validation import limits
from bot.local.workspace.validation.shape import (
    Spec,
    at_least_one,
    boolean,
    both,
    items,
    kinds,
    one_of,
    record,
    string,
)


def plain(most: int) -> Spec:
    """A plain_text object of 1 to `most` characters."""
    return kinds({"plain_text": record({"text": string(most, 1)}, {"emoji": boolean})})


def mrkdwn(most: int) -> Spec:
    """A mrkdwn object of 1 to `most` characters."""
    return kinds({"mrkdwn": record({"text": string(most, 1)}, {"verbatim": boolean})})


def text(most: int) -> Spec:
    """Either text object."""
    return kinds(
        {
            "plain_text": record({"text": string(most, 1)}, {"emoji": boolean}),
            "mrkdwn": record({"text": string(most, 1)}, {"verbatim": boolean}),
        }
    )


CONFIRM = record(
    {"text": text(limits.CONFIRM_TEXT)},
    {
        "title": plain(limits.CONFIRM_TITLE),
        "confirm": plain(limits.CONFIRM_BUTTON),
        "deny": plain(limits.CONFIRM_BUTTON),
        "style": one_of("primary", "danger"),
    },
)


def option(words: Spec) -> Spec:
    """An option whose text is like `words`."""
    return record(
        {"text": words},
        {
            "value": string(limits.OPTION_VALUE),
            "description": text(limits.OPTION_TEXT),
            "url": string(limits.URL),
        },
    )


PLAIN_OPTION = option(plain(limits.OPTION_TEXT))
ANY_OPTION = option(text(limits.OPTION_TEXT))
OPTIONS = items(PLAIN_OPTION, 1, limits.OPTIONS)
GROUP = record({"label": plain(limits.OPTION_TEXT), "options": items(PLAIN_OPTION, 0, 100)})
GROUPS = items(GROUP, 1, limits.OPTION_GROUPS)

PLACEHOLDER = plain(limits.PLACEHOLDER)
TRIGGERS = items(one_of("on_enter_pressed", "on_character_entered"), 1, 2)
DISPATCH = record({}, {"trigger_actions_on": TRIGGERS})
FILTER = both(
    record(
        {},
        {
            "include": items(one_of("im", "mpim", "private", "public"), 1),
            "exclude_external_shared_channels": boolean,
            "exclude_bot_users": boolean,
        },
    ),
    at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),
)
SLACK_FILE = both(record({}, {"id": string(), "url": string()}), at_least_one("id", "url"))
