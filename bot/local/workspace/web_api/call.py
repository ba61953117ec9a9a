"""One call of the Web API, read from whichever encoding it came in (docs: Using the Slack Web API)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.local.workspace.wire import Json, RefusedError, invalid

_JSON_VALUES = frozenset(
    {
        *("attachments", "blocks", "chunks", "entities", "files", "loading_messages", "metadata"),
        *("outputs", "prompts", "source", "unfurls", "user_auth_blocks", "view"),
    }
)
_TRUE = frozenset({"1", "true", "True", "yes"})


@dataclass(frozen=True)
class Call:
    """The method's name, its arguments by name, and the token it came with."""

    method: str
    args: Json
    token: str | None = None

    def get(self, name: str) -> object:
        """The argument as it came, or None; an empty string is none."""
        value = self.args.get(name)
        return None if value == "" else value

    def text(self, name: str, default: str = "") -> str:
        """An argument as text."""
        value = self.get(name)
        return default if value is None else str(value)

    def need(self, name: str) -> str:
        """An argument that the method cannot do without; invalid_arguments where it is missing."""
        value = self.text(name)
        if not value:
            raise invalid(f"missing required field: {name}")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """An argument as yes or no."""
        value = self.get(name)
        if value is None:
            return default
        return value if isinstance(value, bool) else str(value) in _TRUE

    def number(self, name: str, default: int, most: int) -> int:
        """An argument as a whole number from 1 to `most`; invalid_limit otherwise."""
        text = self.text(name, str(default))
        if not text.isdigit() or not 1 <= int(text) <= most:
            raise RefusedError("invalid_limit")
        return int(text)

    def listed(self, name: str) -> list[str]:
        """An argument as a list: JSON, or words between commas."""
        value = self.get(name)
        if isinstance(value, list):
            return [str(one) for one in value]
        return [part for part in self.text(name).split(",") if part]


async def read(request: web.Request) -> Call:
    """The call in a request: GET query, form, multipart or JSON body."""
    method = request.match_info["method"]
    args: Json = decoded(request.query)
    if request.method == "POST":
        args |= await _body(request)
    header = request.headers.get("Authorization", "")
    token = header.removeprefix("Bearer ").strip() if header.startswith("Bearer ") else None
    in_args = args.pop("token", None)
    return Call(method, args, token or (str(in_args) if in_args else None))


def decoded(form: Mapping[str, object]) -> Json:
    """A form's fields with the JSON in those that carry JSON."""
    return {key: _value(key, value) for key, value in form.items()}


def _value(key: str, value: object) -> object:
    if key in _JSON_VALUES and isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


async def _body(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return _object(await request.read())
    return decoded({k: v for k, v in (await request.post()).items() if isinstance(v, str)})


def _object(raw: bytes) -> Json:
    try:
        body = json.loads(raw or b"{}")
    except ValueError:
        raise RefusedError("invalid_json") from None
    if not isinstance(body, dict):
        raise RefusedError("json_not_object")
    return {key: _value(key, value) for key, value in body.items()}
