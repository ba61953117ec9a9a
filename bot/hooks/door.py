"""What all webhooks have in common: the secret first, then the meaning, then it is kept."""

import base64
import binascii
import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler
from redis.exceptions import RedisError

from bot.gate import Refusal, read, same_secret, single
from bot.intake import Intake
from bot.intent import of_event
from bot.settings import OPEN
from handlers.kit import Event

OFF = "this hook is off: {setting} is not set"
WRONG = "the hook's secret is missing or wrong"
COMPRESSED = "a compressed body is not read"
STRANGE = "this is not what {name} sends"
NO_STORE = "the store does not answer; send it again"

LARGEST = 8 << 20  # bytes; a push of many commits, a notice that brings its log along

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Delivery:
    """One request to a hook: its headers, its raw body, and the last part of its address."""

    headers: Mapping[str, str]
    body: bytes
    tail: str

    def json(self) -> Any:  # noqa: ANN401 - anything may arrive
        """The body as JSON; None where it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None


Acked = Callable[[str, float], None]
Reader = Callable[[Delivery], tuple[Event, ...] | None]


def by_address(delivery: Delivery, secret: str) -> bool:
    """For senders that can sign nothing: the secret ends the address (`/hooks/jenkins/SECRET`),
    is the password of Basic authentication, or the token of Bearer authentication."""
    return same_secret(delivery.tail or _authorization(delivery.headers), secret)


@dataclass(frozen=True)
class Hook:
    """A webhook: `/hooks/NAME`.

    `setting` names the variable with its secret; without one the hook is off, with OPEN in its
    place everybody is believed (the settings take that on loopback alone). `trusts` says
    whether a delivery knows the secret. `read` gives its events: none for what does not concern
    us, None for what the sender would never send.
    """

    name: str
    setting: str
    sender: str
    read: Reader
    trusts: Callable[[Delivery, str], bool] = by_address


def serve(hook: Hook, secret: str, intake: Intake, acked: Acked) -> Handler:
    """The HTTP handler of a hook; `acked` is told how long each answer took, in seconds."""

    async def handle(request: web.Request) -> web.StreamResponse:
        start = time.perf_counter()
        try:
            return await answer(request)
        finally:
            acked("hook", time.perf_counter() - start)

    async def answer(request: web.Request) -> web.StreamResponse:
        delivery = await _trusted(request, hook, secret)
        if isinstance(delivery, Refusal):
            return web.Response(status=delivery.status, text=delivery.why)
        events = hook.read(delivery)
        if events is None:
            return web.Response(status=400, text=STRANGE.format(name=hook.sender))
        try:
            for event in events:
                await intake.take(of_event(event))
        except (RedisError, OSError) as error:
            log.error("a delivery of %s could not be kept: %s", hook.sender, error)
            return web.Response(status=503, text=NO_STORE)
        return web.Response(status=200, text="ok")

    return handle


async def _trusted(request: web.Request, hook: Hook, secret: str) -> Delivery | Refusal:
    """The delivery, if it knows the secret; a stranger's body is not read where that is possible."""
    if not secret:
        return Refusal(403, OFF.format(setting=hook.setting))
    tail = request.match_info.get("secret", "")
    blind = Delivery(request.headers, b"", tail)
    if hook.trusts is by_address and not _believes(hook, blind, secret):
        return Refusal(401, WRONG)
    body = await read(request, LARGEST)
    if isinstance(body, Refusal):
        return body
    delivery = Delivery(request.headers, body, tail)
    if not _believes(hook, delivery, secret):
        return Refusal(401, WRONG)
    return Refusal(415, COMPRESSED) if "Content-Encoding" in request.headers else delivery


def _believes(hook: Hook, delivery: Delivery, secret: str) -> bool:
    """Whether a delivery is the sender's. An open hook believes programs, but no browser: a page
    of anybody's could make it ask."""
    if secret == OPEN:
        return "Origin" not in delivery.headers
    return hook.trusts(delivery, secret)


def _authorization(headers: Mapping[str, str]) -> str:
    kind, _, coded = single(headers, "Authorization").partition(" ")
    if kind.lower() == "bearer":
        return coded.strip()
    if kind.lower() != "basic":
        return ""
    try:
        return base64.b64decode(coded, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""
