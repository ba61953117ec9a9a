"""Blocks: which there are, and what each may hold (docs: Block Kit, blocks)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.local.workspace.validation import elements, limits
from bot.local.workspace.validation.objects import plain, text
from bot.local.workspace.validation.rich_text import RICH_TEXT
from bot.local.workspace.validation.shape import (
    Spec,
    anything,
    at_least_one,
    boolean,
    both,
    items,
    kinds,
    number,
    one_of,
    record,
    string,
)

_ID = {"block_id": string(limits.ID)}

_SECTION = both(
    record(
        {},
        {
            **_ID,
            "text": text(limits.SECTION_TEXT),
            "fields": items(text(limits.SECTION_FIELD), 1, limits.SECTION_FIELDS),
            "accessory": kinds(elements.ACCESSORIES),
            "expand": boolean,
        },
    ),
    at_least_one("text", "fields"),
)

_CONTEXT_ITEM = kinds(
    {
        "image": elements.IMAGE,
        "plain_text": record({"text": string(limits.SECTION_FIELD, 1)}, {"emoji": boolean}),
        "mrkdwn": record({"text": string(limits.SECTION_FIELD, 1)}, {"verbatim": boolean}),
    }
)

_PICTURE = both(
    record(
        {"alt_text": string(limits.ALT_TEXT)},
        {
            **_ID,
            "image_url": string(limits.URL, 1),
            "slack_file": anything,
            "title": plain(limits.IMAGE_TITLE),
        },
    ),
    at_least_one("image_url", "slack_file"),
)

COMMON: Mapping[str, Spec] = {
    "section": _SECTION,
    "divider": record({}, _ID),
    "header": record({"text": plain(limits.HEADER)}, {**_ID, "level": number(1, 4)}),
    "context": record({"elements": items(_CONTEXT_ITEM, 1, limits.CONTEXT)}, _ID),
    "actions": record({"elements": items(kinds(elements.ACTIONS), 1, limits.ACTIONS)}, _ID),
    "image": _PICTURE,
    "input": record(
        {"label": plain(limits.LABEL), "element": kinds(elements.INPUTS)},
        {**_ID, "hint": plain(limits.LABEL), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": RICH_TEXT,
    "video": record(
        {
            "alt_text": string(limits.ALT_TEXT),
            "thumbnail_url": string(limits.URL),
            "title": plain(limits.VIDEO_TITLE),
            "video_url": string(limits.URL),
        },
        {
            **_ID,
            "author_name": string(limits.VIDEO_AUTHOR),
            "description": plain(limits.VIDEO_TITLE),
            "provider_icon_url": string(),
            "provider_name": string(),
            "title_url": string(limits.URL),
        },
    ),
    "alert": record(
        {"text": text(limits.SECTION_TEXT)},
        {**_ID, "level": one_of("default", "info", "warning", "error", "success")},
    ),
}

_RAW = {
    "raw_text": record({"text": string()}),
    "raw_number": record({"value": number()}, {"text": string()}),
}
_CELL = kinds({**_RAW, "rich_text": RICH_TEXT})
_COLUMN = record({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})
_TASK = record(
    {
        "task_id": string(limits.ID),
        "title": string(),
        "status": one_of("pending", "in_progress", "complete", "error"),
    },
    {
        **_ID,
        "details": kinds({"rich_text": RICH_TEXT}),
        "output": kinds({"rich_text": RICH_TEXT}),
        "sources": items(kinds({"url": record({"url": string(), "text": string()})})),
    },
)
_CARD = record(
    {},
    {
        **_ID,
        "title": text(limits.CARD_TITLE),
        "subtitle": text(limits.CARD_TITLE),
        "body": text(limits.CARD_BODY),
        "hero_image": elements.IMAGE,
        "icon": elements.IMAGE,
        "actions": items(kinds({"button": elements.BUTTON})),
    },
)

_NESTED: Mapping[str, Spec] = {
    **COMMON,
    "table": record(
        {"rows": items(items(_CELL, 1, limits.TABLE_CELLS), 1, limits.TABLE_ROWS)},
        {**_ID, "column_settings": items(_COLUMN, 0, limits.TABLE_CELLS)},
    ),
    "file": record({"external_id": string(), "source": string()}, _ID),
}

MESSAGE_ONLY: Mapping[str, Spec] = {
    **_NESTED,
    "markdown": record({"text": string(limits.MARKDOWN_TEXT, 1)}, _ID),
    "data_table": record(
        {"caption": string(), "rows": items(items(_CELL, 1), 2, limits.DATA_TABLE_ROWS)},
        {**_ID, "page_size": number(1, limits.PAGE_SIZE), "row_header_column_index": number(0)},
    ),
    "data_visualization": anything,
    "context_actions": record(
        {"elements": items(kinds(elements.CONTEXT_ACTIONS), 1, limits.CONTEXT_ACTIONS)}, _ID
    ),
    "task_card": _TASK,
    "plan": record({"title": string()}, {**_ID, "tasks": items(kinds({"task_card": _TASK}))}),
    "card": _CARD,
    "carousel": record({"elements": items(kinds({"card": _CARD}), 1, limits.CAROUSEL)}, _ID),
    "container": record(
        {"child_blocks": items(kinds(_NESTED), 1, limits.CONTAINER)},
        {
            **_ID,
            "title": plain(limits.CARD_TITLE),
            "rich_text_title": kinds({"rich_text": RICH_TEXT}),
            "subtitle": text(limits.CARD_TITLE),
            "icon": elements.IMAGE,
            "width": one_of("narrow", "standard", "wide", "full"),
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
    ),
}
