"""POST and GET /api/{method}: who calls, may they, how often, and then the method itself."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import Mapping

from aiohttp import web

from bot.local.workspace.faults import ApiFault
from bot.local.workspace.record import Entry
from bot.local.workspace.scopes import require
from bot.local.workspace.site import Site
from bot.local.workspace.tiers import Tier
from bot.local.workspace.web_api.call import Call, read
from bot.local.workspace.web_api.method import Method
from bot.local.workspace.wire import Json, RefusedError

_HANG_SECONDS = 3600.0
_BROKEN = "<html><body><h1>Server Error</h1></body></html>"
_BOT_PREFIXES, _APP_PREFIX = ("xoxb-", "xoxe.xoxb-"), "xapp-"


class Endpoint:
    """Serves the Web API; always HTTP 200, but 429 where the caller must wait."""

    def __init__(self, site: Site, methods: Mapping[str, Method]) -> None:
        self._site, self._methods = site, methods

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call, answered and written down."""
        at, started = self._site.now(), time.perf_counter()
        name = request.match_info["method"]
        fault = self._site.faults.next(name)
        call, answer = await self._answer(request, fault)
        response = await self._respond(request, answer, fault)
        took = round((time.perf_counter() - started) * 1000, 1)
        self._site.record.add(
            Entry(
                id=self._site.ids.new("X"),
                at=at,
                kind="web_api",
                summary=_summary(self._site, call),
                transport="http",
                status=response.status,
                ack_ms=took,
                error=answer.get("error"),
                request=call.args,
                headers={"Content-Type": request.content_type},
                response=answer,
            )
        )
        return response

    async def _answer(self, request: web.Request, fault: ApiFault | None) -> tuple[Call, Json]:
        call = Call(request.match_info["method"], {})
        try:
            call = await read(request)
            if fault and not fault.committed:
                raise RefusedError(fault.reason)
            method = self._admit(call)
            return call, {"ok": True, **method.run(self._site, call)}
        except RefusedError as refused:
            return call, refused.answer()

    def _admit(self, call: Call) -> Method:
        method = self._methods.get(call.method)
        if method is None:
            raise RefusedError("unknown_method", req_method=call.method)
        self._check_token(method, call.token)
        self._check_rate(call.method, method.tier)
        if method.token == "bot":
            require(self._site.app, method.scopes)
        return method

    def _check_token(self, method: Method, token: str | None) -> None:
        if method.token == "none":
            return
        if not token:
            raise RefusedError("not_authed")
        credentials = self._site.credentials
        wanted = {"bot": credentials.bot_token, "app": credentials.app_token}[method.token]
        if secrets.compare_digest(token.encode(), wanted.encode()):
            return
        known = (credentials.bot_token, credentials.app_token)
        wrong_kind = token.startswith(_APP_PREFIX) != (method.token == "app")
        raise RefusedError(
            "not_allowed_token_type" if token in known or wrong_kind else "invalid_auth"
        )

    def _check_rate(self, name: str, tier: Tier) -> None:
        if wait := self._site.rates.take((name,), tier):
            raise RefusedError("ratelimited", retry_after=wait)

    async def _respond(
        self, request: web.Request, answer: Json, fault: ApiFault | None
    ) -> web.Response:
        if fault and fault.kind == "error":
            return web.Response(status=500, text=_BROKEN, content_type="text/html")
        if fault and fault.kind == "hang":
            await asyncio.sleep(_HANG_SECONDS)
        if fault and fault.kind in ("drop", "hang") and request.transport:
            request.transport.abort()
        if fault and fault.kind == "refuse":
            answer = {"ok": False, "error": fault.reason}
        return self._json(answer)

    def _json(self, answer: Json) -> web.Response:
        wait = answer.pop("retry_after", None) if answer.get("error") == "ratelimited" else None
        headers = {
            "x-oauth-scopes": ",".join(sorted(self._site.app.scopes)),
            "x-slack-req-id": self._site.ids.new("R"),
        }
        if wait is None:
            return web.json_response(answer, headers=headers, dumps=_dumps)
        headers["Retry-After"] = str(wait)
        return web.json_response(answer, status=429, headers=headers, dumps=_dumps)


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _summary(site: Site, call: Call) -> str:
    channel = call.text("channel") or call.text("channel_id")
    where = site.directory.conversations.get(channel)
    return f"{call.method} #{where.name}" if where and where.name else call.method
