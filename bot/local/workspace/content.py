"""The content of a message that an app sends: checked, completed, and as Slack keeps it."""

from __future__ import annotations

import secrets
import string
from collections.abc import Iterator

from bot.local.workspace import profiles
from bot.local.workspace.directory import BOT_ID, BOT_USER
from bot.local.workspace.site import Site
from bot.local.workspace.text import normalised
from bot.local.workspace.validation import limits
from bot.local.workspace.validation.surfaces import check_message
from bot.local.workspace.wire import Json, RefusedError

_LETTERS = string.ascii_letters + string.digits
_NESTED = ("elements", "child_blocks", "actions", "tasks")
_SINGLE = ("accessory", "element", "positive_button", "negative_button")
_INTERACTIVE = frozenset({"image", "plain_text", "mrkdwn"})


def of(args: Json) -> Json:
    """Text, blocks, attachments and metadata of a call or a reply, ready to be kept.

    Raises RefusedError: no_text, markdown_text_conflict, invalid_blocks, msg_too_long …
    """
    blocks, text = _blocks(args), str(args.get("text") or "")
    attachments = args.get("attachments") or []
    if not (text or blocks or attachments):
        raise RefusedError("no_text")
    content: Json = {"text": normalised(text)[: limits.MESSAGE_TEXT]}
    if blocks:
        content["blocks"] = with_ids(blocks)
    if attachments:
        content["attachments"] = attached(attachments)
    if args.get("metadata"):
        content["metadata"] = _metadata(args["metadata"])
    return content


def by_bot(site: Site, content: Json, ts: str) -> Json:
    """A whole message of the bot's."""
    return {
        "type": "message",
        "user": BOT_USER,
        "bot_id": BOT_ID,
        "app_id": site.app.id,
        "team": site.team_id,
        "bot_profile": profiles.bot_profile(site.app, site.directory.team),
        "ts": ts,
        **content,
    }


def with_ids(blocks: list[Json]) -> list[Json]:
    """The blocks with the block_id and action_id that Slack gives where the app gave none."""
    return [{**_acted(block), "block_id": block.get("block_id") or _id()} for block in blocks]


def elements(blocks: list[Json]) -> Iterator[tuple[str, Json]]:
    """Every element that can be acted on, with the block_id it is under."""
    for block in blocks:
        for element in _within(block):
            yield str(block.get("block_id", "")), element


def _within(holder: Json) -> Iterator[Json]:
    for name in _SINGLE:
        if isinstance(holder.get(name), dict):
            yield from _self_and_within(holder[name])
    for name in _NESTED:
        for inner in holder.get(name) or ():
            if isinstance(inner, dict):
                yield from _self_and_within(inner)


def _self_and_within(element: Json) -> Iterator[Json]:
    if "action_id" in element:
        yield element
    yield from _within(element)


def _acted(holder: Json) -> Json:
    if holder.get("type") == "rich_text":
        return holder
    made = dict(holder)
    for name in ("accessory", "element"):
        if isinstance(made.get(name), dict):
            made[name] = _with_action_id(made[name])
    for name in ("elements", "actions"):
        if isinstance(made.get(name), list):
            made[name] = [_with_action_id(inner) for inner in made[name]]
    if isinstance(made.get("child_blocks"), list):
        made["child_blocks"] = with_ids(made["child_blocks"])
    return made


def _with_action_id(element: Json) -> Json:
    if element.get("type") == "card":
        return _acted(element)
    if element.get("type") in _INTERACTIVE or element.get("action_id"):
        return element
    return {**element, "action_id": _id()}


def _id() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(5))


def _blocks(args: Json) -> list[Json]:
    markdown = args.get("markdown_text")
    if markdown:
        if args.get("text") or args.get("blocks"):
            raise RefusedError("markdown_text_conflict")
        if len(str(markdown)) > limits.MARKDOWN_TEXT:
            raise RefusedError("msg_too_long")
        return [{"type": "markdown", "text": str(markdown)}]
    blocks = args.get("blocks")
    if not blocks:
        return []
    check_message(blocks)
    return list(blocks)


def attached(attachments: object) -> list[Json]:
    """Attachments as Slack keeps them, numbered from 1; their blocks are checked."""
    if not isinstance(attachments, list):
        raise RefusedError("invalid_attachments")
    if len(attachments) > limits.MESSAGE_ATTACHMENTS:
        raise RefusedError("too_many_attachments")
    numbered = enumerate(attachments, start=1)
    made = [{"id": index, **one} for index, one in numbered if isinstance(one, dict)]
    for one in made:
        if one.get("blocks"):
            check_message(one["blocks"])
            one["blocks"] = with_ids(one["blocks"])
    return made


def _metadata(metadata: object) -> Json:
    if not isinstance(metadata, dict):
        raise RefusedError("invalid_metadata_format")
    if "entities" not in metadata and not (
        isinstance(metadata.get("event_type"), str)
        and isinstance(metadata.get("event_payload"), dict)
    ):
        raise RefusedError("invalid_metadata_schema")
    return metadata
