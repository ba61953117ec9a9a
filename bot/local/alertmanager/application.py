"""The HTTP server: Alertmanager's API under /api/v2, and a page for people beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from aiohttp import web

from bot.local.alertmanager import described, pages
from bot.local.alertmanager.alerts import AlertError, Alerts
from bot.local.alertmanager.groups import Groups
from bot.local.alertmanager.hook import RECEIVER
from bot.local.alertmanager.matchers import FilterError, Matcher, parsed
from bot.local.alertmanager.moments import read
from bot.local.alertmanager.silences import (
    NOT_FOUND,
    Silence,
    SilenceError,
    Silences,
    UnknownError,
)

API = "/api/v2"
UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
NO_UUID = 'silenceID in path must be of type uuid: "{id}"'
REQUIRED = "{name} in body is required"
NO_MATCHERS = "matchers in body should have at least 1 items"
UNREADABLE = 'parsing {what} body from "" failed, because {why}'
NO_PATH = "path {path} was not found"
FIELDS = ("comment", "createdBy", "endsAt", "matchers", "startsAt")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server(Protocol):
    """What is served."""

    alerts: Alerts
    silences: Silences
    groups: Groups
    since: float

    def now(self) -> float:
        """Seconds since the epoch."""


class RefusedError(Exception):
    """An answer that is no success: the status, and a body or none."""

    def __init__(self, status: int, body: object = None) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = body


def make(server: Server) -> web.Application:
    """Return the application that serves at the root."""
    application = web.Application(middlewares=[_speaking])
    answers = _Answers(server)
    router = application.router
    router.add_get(f"{API}/status", answers.status)
    router.add_get(f"{API}/receivers", answers.receivers)
    router.add_get(f"{API}/alerts", answers.alerts)
    router.add_post(f"{API}/alerts", answers.take_alerts)
    router.add_get(f"{API}/alerts/groups", answers.groups)
    router.add_get(f"{API}/silences", answers.silences)
    router.add_post(f"{API}/silences", answers.put_silence)
    router.add_get(f"{API}/silence/{{id}}", answers.silence)
    router.add_delete(f"{API}/silence/{{id}}", answers.expire)
    for path in ("/-/healthy", "/-/ready"):
        router.add_get(path, answers.healthy)
    router.add_get("/", answers.page)
    return application


@web.middleware
async def _speaking(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Faults in Alertmanager's words."""
    try:
        return await handler(request)
    except RefusedError as no:
        status, body = no.status, no.body
    except FilterError as error:
        status, body = 400, str(error)
    except web.HTTPNotFound:
        status, body = 404, {"code": 404, "message": NO_PATH.format(path=request.path)}
    if body is None:
        return web.Response(status=status)
    return web.json_response(body, status=status)


class _Answers:
    """One method a path."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def healthy(self, request: web.Request) -> web.Response:  # noqa: ARG002 - a handler
        return web.Response(text="OK")

    async def page(self, request: web.Request) -> web.Response:  # noqa: ARG002 - a handler
        server = self._server
        text = pages.home(server.alerts, server.silences, server.now())
        return web.Response(text=text, content_type="text/html")

    async def status(self, request: web.Request) -> web.Response:  # noqa: ARG002 - a handler
        return web.json_response(described.status(self._server.since))

    async def receivers(self, request: web.Request) -> web.Response:  # noqa: ARG002 - a handler
        return web.json_response([{"name": RECEIVER}])

    async def alerts(self, request: web.Request) -> web.Response:
        server, wish = self._server, described.Wish.of(request.query)
        told = described.alerts(server.alerts, server.silences, wish, server.now())
        return web.json_response(told)

    async def take_alerts(self, request: web.Request) -> web.Response:
        server, now = self._server, self._server.now()
        try:
            taken = server.alerts.take(await _body(request, "alerts", list), now)
        except AlertError as error:
            raise RefusedError(400, str(error)) from None
        except (ValueError, TypeError, AttributeError) as error:
            raise _unreadable("alerts", str(error)) from None
        for alert in taken:
            server.groups.take(server.alerts.known[alert.fingerprint], now)
        return web.Response()

    async def groups(self, request: web.Request) -> web.Response:
        wish = described.Wish.of(request.query)
        return web.json_response(described.groups(self._server.groups, wish, self._server.now()))

    async def silences(self, request: web.Request) -> web.Response:
        filters = [parsed(text) for text in request.query.getall("filter", [])]
        now = self._server.now()
        listed = self._server.silences.listed(filters, now)
        return web.json_response([silence.told(now) for silence in listed])

    async def put_silence(self, request: web.Request) -> web.Response:
        wish = _silence(await _body(request, "silence", dict))
        try:
            made = self._server.silences.put(wish, self._server.now())
        except SilenceError as error:
            raise RefusedError(400, str(error)) from None
        except UnknownError:
            raise RefusedError(404, NOT_FOUND) from None
        return web.json_response({"silenceID": made.id})

    async def silence(self, request: web.Request) -> web.Response:
        found = self._server.silences.known.get(_id(request))
        if found is None:
            raise RefusedError(404)
        return web.json_response(found.told(self._server.now()))

    async def expire(self, request: web.Request) -> web.Response:
        try:
            self._server.silences.expire(_id(request), self._server.now())
        except UnknownError:
            raise RefusedError(500, NOT_FOUND) from None
        return web.Response()


def _id(request: web.Request) -> str:
    number = request.match_info["id"]
    if not UUID.fullmatch(number):
        raise RefusedError(422, {"code": 601, "message": NO_UUID.format(id=number)})
    return number.lower()


def _unreadable(what: str, why: str) -> RefusedError:
    return RefusedError(400, {"code": 400, "message": UNREADABLE.format(what=what, why=why)})


async def _body(request: web.Request, what: str, shape: type) -> Any:  # noqa: ANN401 - JSON
    try:
        body = json.loads(await request.read())
    except ValueError as error:
        raise _unreadable(what, str(error)) from None
    if not isinstance(body, shape):
        raise _unreadable(what, f"it is no {shape.__name__}")
    return body


def _silence(body: dict[str, Any]) -> Silence:
    for name in FIELDS:
        if body.get(name) is None:
            raise RefusedError(422, {"code": 602, "message": REQUIRED.format(name=name)})
    if not body["matchers"]:
        raise RefusedError(422, {"code": 612, "message": NO_MATCHERS})
    try:
        return Silence(
            str(body.get("id") or ""),
            tuple(_matcher(each) for each in body["matchers"]),
            read(body["startsAt"]),
            read(body["endsAt"]),
            str(body["createdBy"]),
            str(body["comment"]),
        )
    except (ValueError, TypeError, AttributeError, LookupError) as error:
        raise _unreadable("silence", str(error)) from None


def _matcher(told: dict[str, Any]) -> Matcher:
    equal = told.get("isEqual")
    return Matcher(told["name"], told["value"], bool(told["isRegex"]), equal is not False)
