"""The rich_text block: sections, lists, quotes, code, and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.local.workspace.validation import limits
from bot.local.workspace.validation.shape import (
    Spec,
    boolean,
    items,
    kinds,
    number,
    one_of,
    record,
    string,
)

_FLAGS = (
    "bold",
    "italic",
    "strike",
    "code",
    "underline",
    "highlight",
    "unlink",
    "client_highlight",
)
_STYLED = {"style": record({}, dict.fromkeys(_FLAGS, boolean))}

_LEAVES: Mapping[str, Spec] = {
    "text": record({"text": string(None, 1)}, _STYLED),
    "link": record({"url": string(None, 1)}, {**_STYLED, "text": string(), "unsafe": boolean}),
    "user": record({"user_id": string()}, _STYLED),
    "channel": record({"channel_id": string()}, _STYLED),
    "usergroup": record({"usergroup_id": string()}, _STYLED),
    "team": record({"team_id": string()}, _STYLED),
    "broadcast": record({"range": one_of("here", "channel", "everyone")}, _STYLED),
    "emoji": record(
        {"name": string()},
        {**_STYLED, "unicode": string(), "url": string(), "skin_tone": number()},
    ),
    "color": record({"value": string()}, _STYLED),
    "date": record(
        {"timestamp": number(), "format": string()},
        {**_STYLED, "fallback": string(), "url": string()},
    ),
}
_LEAF_LIST = items(kinds(_LEAVES))
_SECTION = record({"elements": _LEAF_LIST})

RICH_TEXT = record(
    {
        "elements": items(
            kinds(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_list": record(
                        {
                            "elements": items(kinds({"rich_text_section": _SECTION})),
                            "style": one_of("bullet", "ordered"),
                        },
                        {"indent": number(0, 8), "offset": number(0), "border": number(0, 1)},
                    ),
                    "rich_text_quote": record({"elements": _LEAF_LIST}, {"border": number(0, 1)}),
                    "rich_text_preformatted": record(
                        {
                            "elements": items(
                                kinds({"text": _LEAVES["text"], "link": _LEAVES["link"]})
                            )
                        },
                        {"border": number(0, 1), "language": string()},
                    ),
                }
            )
        )
    },
    {"block_id": string(limits.ID)},
)
