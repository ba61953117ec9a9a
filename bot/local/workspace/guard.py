"""The page's own door: only this machine's browser, and only our own page in it."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web

_HERE = frozenset({"127.0.0.1", "localhost", "[::1]"})

PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self' ws:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


def is_here(host: str) -> bool:
    """Whether a Host header names this machine's loopback."""
    return _name(host) in _HERE


def check(request: web.Request) -> None:
    """403 for a foreign Host (DNS rebinding) or a foreign Origin (another site's page)."""
    host = request.host
    if not is_here(host):
        raise web.HTTPForbidden(text=f"the console is served to this machine, not to {host!r}")
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != host:
        raise web.HTTPForbidden(text="the console answers its own page only")


def _name(host: str) -> str:
    return host if host.endswith("]") else host.rpartition(":")[0] or host
