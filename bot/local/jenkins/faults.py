"""Misbehaviour on demand, for demonstrations and tests: down, slow, HTML, refusals, silence."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from aiohttp import web

from bot.local.jenkins.refusals import STARTING, page

MODES = ("none", "down", "slow", "html", "401", "403", "404", "503", "hang")
PATH = "/standin/fault"
SIGN_IN = "<!doctype html><title>Sign in - Jenkins</title><h1>Sign in to Jenkins</h1>"
MESSAGES = {
    "401": "Unauthorized",
    "403": "Forbidden",
    "404": "Not Found",
    "503": STARTING,
}
FOREVER = 3600.0  # seconds; nobody waits longer for a hanging server


@dataclass
class Fault:
    """The way the server misbehaves now; `seconds` is how slow slow is."""

    mode: str = "none"
    seconds: float = 8.0

    async def meddle(self, request: web.Request) -> web.StreamResponse | None:
        """Return the wrong answer to `request`, or None to let the right one be given."""
        match self.mode:
            case "none":
                return None
            case "down":
                return _cut(request)
            case "slow":
                await asyncio.sleep(self.seconds)
                return None
            case "hang":
                await asyncio.sleep(FOREVER)
                return _cut(request)
            case "html":
                return web.Response(text=SIGN_IN, content_type="text/html")
        return page(int(self.mode), MESSAGES[self.mode], request.path)

    async def switch(self, request: web.Request) -> web.Response:
        """POST {"mode": "slow", "seconds": 3}, from this machine only."""
        if not ip_address(request.remote or "0.0.0.0").is_loopback:
            return web.json_response({"error": "only from this machine"}, status=403)
        wish: dict[str, Any] = await request.json()
        if wish.get("mode") not in MODES:
            return web.json_response({"error": f"mode is one of {', '.join(MODES)}"}, status=400)
        self.mode, self.seconds = wish["mode"], float(wish.get("seconds", 8.0))
        return web.json_response({"mode": self.mode, "seconds": self.seconds})


def _cut(request: web.Request) -> web.Response:
    """Close the connection without an answer, as a dead server would."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
