"""The HTTP server: every request through one door, then to what it addresses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.local.jenkins import pages, refusals
from bot.local.jenkins.address import Address
from bot.local.jenkins.auth import CRUMB_FIELD, Account, Door
from bot.local.jenkins.exported import picked, whole
from bot.local.jenkins.faults import PATH, Fault
from bot.local.jenkins.machine import Machine
from bot.local.jenkins.refusals import RefusalError
from bot.local.jenkins.routes import Visit, answer
from bot.local.jenkins.tree import TreeError, parse

HEADERS = {"X-Jenkins": "2.516.3", "X-Hudson": "1.395", "X-Content-Type-Options": "nosniff"}

VISITOR = Account("anonymous", "", reader=True)
PAGES = ("", "console", "consoleFull", "changes", "parameters", "testReport")
DOWNLOADS = ("consoleText", "artifact/")  # open as well: the page of a build links to them

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def make(machine: Machine, door: Door, fault: Fault) -> web.Application:
    """Return the application that serves `machine` at the root."""

    @web.middleware
    async def speak(request: web.Request, handler: Handler) -> web.StreamResponse:
        """Every answer carries Jenkins's headers; a refusal becomes Jetty's page."""
        try:
            response = await handler(request)
        except RefusalError as no:
            response = refusals.page(no.status, no.message, request.path)
        response.headers.update(HEADERS)
        return response

    async def serve(request: web.Request) -> web.StreamResponse:
        wrong = await fault.meddle(request)
        if wrong is not None:
            return wrong
        return await fault.spoil(request, await _serve(request, machine, door))

    application = web.Application(middlewares=[speak], client_max_size=1 << 20)
    application.router.add_post(PATH, fault.switch)
    application.router.add_route("*", "/{address:.*}", serve)
    return application


async def _serve(request: web.Request, machine: Machine, door: Door) -> web.StreamResponse:
    """Pages are open, for links in a browser; all else needs an account, a POST also a crumb."""
    account, address = door.who(request), Address.parse(request.raw_path)
    if request.method in ("GET", "HEAD") and (text := _page(machine, address)) is not None:
        return web.Response(text=text, content_type="text/html")
    if account is None and request.method == "GET" and address.rest.startswith(DOWNLOADS):
        account = VISITOR
    if account is None:
        return refusals.login(request.path)
    if address.rest == "crumbIssuer/api/json" and not address.job:
        return _crumb(request, door)
    if request.method == "POST":
        door.check_crumb(request)
    told = await answer(Visit(request, address, machine, account))
    return told if isinstance(told, web.StreamResponse) else _json(request, told)


def _page(machine: Machine, address: Address) -> str | None:
    """The page at `address`, or None if no page is there."""
    if address.rest.rstrip("/") not in PAGES:
        return None
    if not address.job:
        return pages.home(machine)
    history = machine.jobs.get(address.job)
    if history is None:
        return None
    if not address.build:
        page = pages.home(machine, address.job) if history.job.is_folder else None
        return page or pages.job(machine, history)
    build = history.named(address.build)
    return pages.build(machine, build) if build else None


def _crumb(request: web.Request, door: Door) -> web.Response:
    session = door.session(request)
    crumb = {
        "_class": "hudson.security.csrf.DefaultCrumbIssuer",
        "crumb": door.crumb(session),
        "crumbRequestField": CRUMB_FIELD,
    }
    response = web.json_response(crumb)
    response.set_cookie(door.cookie, session, httponly=True, path="/")
    return response


def _json(request: web.Request, told: dict[str, Any]) -> web.Response:
    """`told` as the query wants it: by tree, or else by depth."""
    try:
        depth = int(request.query.get("depth", "0"))
        spelled = request.query.get("tree")
        answered = picked(told, parse(spelled)) if spelled else whole(told, depth)
    except TreeError as error:
        raise RefusalError(400, str(error)) from None
    except ValueError:
        raise RefusalError(400, f"depth={request.query['depth']} is not a number") from None
    return web.json_response(answered)
