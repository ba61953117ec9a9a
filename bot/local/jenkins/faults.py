"""Misbehaviour on demand, for demonstrations and tests: down, slow, HTML, refusals, silence."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

from aiohttp import web

from bot.local.jenkins.refusals import STARTING, page

# Of POSTs alone: cut off before ("lost") or after they are done ("dropped"), silent before
# ("held") or after ("stalled"), or done and answered with 500 ("failed").
ORDERS = ("lost", "dropped", "held", "stalled", "failed")
MODES = ("none", "down", "slow", "html", "401", "403", "404", "503", "hang", *ORDERS)
PATH = "/standin/fault"
SIGN_IN = "<!doctype html><title>Sign in - Jenkins</title><h1>Sign in to Jenkins</h1>"
BROKEN = "Server Error"
MESSAGES = {
    "401": "Unauthorized",
    "403": "Forbidden",
    "404": "Not Found",
    "503": STARTING,
}


@dataclass
class Fault:
    """The way the server misbehaves now; `seconds` is how slow slow is, `met` counts the orders
    that it met."""

    mode: str = "none"
    seconds: float = 8.0
    met: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def become(self, mode: str, seconds: float = 8.0) -> None:
        """Misbehave in another way; requests that hang are cut off."""
        self.mode, self.seconds = mode, seconds
        self.changed.set()
        self.changed = asyncio.Event()

    async def meddle(self, request: web.Request) -> web.StreamResponse | None:
        """Return the wrong answer to `request`, or None to let the right one be given."""
        if self.mode in ORDERS:
            return await self._before(request)
        return await self._any(request)

    async def _any(self, request: web.Request) -> web.StreamResponse | None:
        match self.mode:
            case "none":
                return None
            case "down":
                return _cut(request)
            case "slow":
                await asyncio.sleep(self.seconds)
                return None
            case "hang":
                await self.changed.wait()
                return _cut(request)
            case "html":
                return web.Response(text=SIGN_IN, content_type="text/html")
        return page(int(self.mode), MESSAGES[self.mode], request.path)

    async def _before(self, request: web.Request) -> web.StreamResponse | None:
        if request.method != "POST" or self.mode not in ("lost", "held"):
            return None
        self.met += 1
        if self.mode == "held":
            await self.changed.wait()
        return _cut(request)

    async def spoil(self, request: web.Request, answer: web.StreamResponse) -> web.StreamResponse:
        """What is answered in place of `answer` after an order was done."""
        if request.method != "POST" or self.mode not in ("dropped", "stalled", "failed"):
            return answer
        self.met += 1
        if self.mode == "failed":
            return page(500, BROKEN, request.path)
        if self.mode == "stalled":
            await self.changed.wait()
        return _cut(request)

    async def switch(self, request: web.Request) -> web.Response:
        """POST {"mode": "slow", "seconds": 3}, from this machine only."""
        if not ip_address(request.remote or "0.0.0.0").is_loopback:  # nosec B104 # no address to bind
            return web.json_response({"error": "only from this machine"}, status=403)
        wish: dict[str, Any] = await request.json()
        if wish.get("mode") not in MODES:
            return web.json_response({"error": f"mode is one of {', '.join(MODES)}"}, status=400)
        self.become(wish["mode"], float(wish.get("seconds", 8.0)))
        return web.json_response({"mode": self.mode, "seconds": self.seconds})


def _cut(request: web.Request) -> web.Response:
    """Close the connection without an answer, as a dead server would."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
