"""Where blocks stand: messages, modals, App Home, with the rules that span blocks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from bot.local.workspace.validation import blocks as table
from bot.local.workspace.validation import limits
from bot.local.workspace.validation.objects import plain
from bot.local.workspace.validation.shape import (
    Fault,
    Spec,
    boolean,
    items,
    kinds,
    record,
    string,
)
from bot.local.workspace.wire import Json, RefusedError

MESSAGE_BLOCKS = items(kinds(table.MESSAGE_ONLY), 0, limits.MESSAGE_BLOCKS)
_VIEW_BLOCKS = items(kinds(table.COMMON), 0, limits.VIEW_BLOCKS)
_VIEW: dict[str, Spec] = {
    "callback_id": string(limits.ID),
    "external_id": string(limits.ID),
    "private_metadata": string(limits.VIEW_METADATA),
}
_MODAL = record(
    {"title": plain(limits.VIEW_TITLE), "blocks": _VIEW_BLOCKS},
    {
        **_VIEW,
        "submit": plain(limits.VIEW_TITLE),
        "close": plain(limits.VIEW_TITLE),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
VIEWS = kinds({"modal": _MODAL, "home": record({"blocks": _VIEW_BLOCKS}, _VIEW)})


def message_faults(blocks: object, at: str = "/blocks") -> list[Fault]:
    """What Slack would refuse in a message's blocks; [] when nothing."""
    return list(chain(MESSAGE_BLOCKS(blocks, at), _across(blocks, at)))


def view_faults(view: object, at: str = "/view") -> list[Fault]:
    """What Slack would refuse in a view; [] when nothing."""
    if not isinstance(view, dict):
        return list(VIEWS(view, at))
    return list(
        chain(VIEWS(view, at), _across(view.get("blocks"), f"{at}/blocks"), _submit(view, at))
    )


def check_message(blocks: object) -> None:
    """Raises RefusedError as chat.* methods answer it, with a pointer to each fault."""
    if not isinstance(blocks, list):
        raise RefusedError("invalid_blocks_format")
    _refuse("invalid_blocks", message_faults(blocks))
    size = len(json.dumps(blocks, ensure_ascii=False))
    if size > limits.MESSAGE_BLOCKS_JSON:
        raise RefusedError("msg_blocks_too_long")


def check_view(view: object) -> None:
    """Raises RefusedError as views.* methods answer it."""
    _refuse("invalid_arguments", view_faults(view))
    if len(json.dumps(view, ensure_ascii=False)) > limits.VIEW_JSON:
        raise RefusedError("view_too_large")


def _refuse(error: str, faults: Sequence[Fault]) -> None:
    if not faults:
        return
    lines = [fault.line() for fault in faults]
    messages = [f"[ERROR] {line}" for line in lines]
    extra: Json = {"response_metadata": {"messages": messages}}
    raise RefusedError(error, **({"errors": lines} if error == "invalid_blocks" else {}), **extra)


def _across(blocks: object, at: str) -> Iterator[Fault]:
    listed = _objects(blocks)
    yield from _unique(((f"{at}/{i}/block_id", b.get("block_id")) for i, b in listed), "block_id")
    for index, block in listed:
        yield from _unique(_action_ids(block, f"{at}/{index}"), "action_id")
    written = [b["text"] for _, b in listed if b.get("type") == "markdown" and _is_text(b)]
    if len(written) > 1 and sum(map(len, written)) > limits.MARKDOWN_TEXT:
        most = limits.MARKDOWN_TEXT
        message = f"markdown blocks must be less than {most + 1} characters together"
        yield Fault(at, "too_long", message, most)
    if sum(block.get("type") == "table" for _, block in listed) > 1:
        yield Fault(at, "too_many", "only one table is allowed", 1)


def _objects(values: object) -> list[tuple[int, dict[str, Any]]]:
    found = values if isinstance(values, list) else []
    return [(index, value) for index, value in enumerate(found) if isinstance(value, dict)]


def _is_text(block: Json) -> bool:
    return isinstance(block.get("text"), str)


def _action_ids(block: Json, at: str) -> Iterator[tuple[str, object]]:
    for index, element in _objects(block.get("elements")):
        yield f"{at}/elements/{index}/action_id", element.get("action_id")


def _unique(named: Iterator[tuple[str, object]], field: str) -> Iterator[Fault]:
    seen: set[object] = set()
    for pointer, value in named:
        if isinstance(value, str) and value in seen:
            yield Fault(pointer, "duplicate", f"`{field}` already exists: {value}")
        elif isinstance(value, str):
            seen.add(value)


def _submit(view: Json, at: str) -> Iterator[Fault]:
    inputs = any(block.get("type") == "input" for _, block in _objects(view.get("blocks")))
    if view.get("type") == "modal" and inputs and not view.get("submit"):
        message = "`submit` is required when an `input` block is within `blocks`"
        yield Fault(f"{at}/submit", "missing_field", message)
