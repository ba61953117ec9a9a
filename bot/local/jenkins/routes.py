"""What each address answers: one small function for one kind of request."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.local.jenkins.address import Address
from bot.local.jenkins.answers import builds, inputs, jobs, queue, reports, site, stages
from bot.local.jenkins.auth import Account
from bot.local.jenkins.builds import Build
from bot.local.jenkins.history import History
from bot.local.jenkins.machine import Machine
from bot.local.jenkins.orders import order_build, set_disabled
from bot.local.jenkins.refusals import NEEDS_POST, NOT_FOUND, RefusalError

NODES = ("(built-in)", "(master)")
NODE = re.compile(r"execution/node/(\d+)/wfapi/(describe|log)/?")
INPUT = re.compile(r"input/([^/]+)/(proceedEmpty|proceed|submit|abort)")
ITEM = re.compile(r"queue/item/(\d+)/api/json/?")
COMPUTER = re.compile(r"computer/([^/]+)/api/json/?")


@dataclass(frozen=True)
class Visit:
    """One authenticated request and what it addresses."""

    request: web.Request
    address: Address
    machine: Machine
    account: Account

    def must_post(self) -> None:
        """Refuse another method than POST."""
        if self.request.method != "POST":
            raise RefusalError(405, NEEDS_POST)


Told = dict[str, Any] | web.Response


async def answer(visit: Visit) -> Told:
    """Return the object or the response at the address; RefusalError(404) if nothing is there."""
    address, machine = visit.address, visit.machine
    if not address.job:
        return _site(visit)
    history = machine.jobs.get(address.job)
    if history is None:
        raise RefusalError(404, NOT_FOUND)
    if not address.build:
        return await _job(visit, history)
    build = history.named(address.build)
    if build is None:
        raise RefusalError(404, NOT_FOUND)
    if match := INPUT.fullmatch(address.rest.rstrip("/")):
        visit.must_post()
        return await inputs.settle(visit.request, build, visit.account, match[1], match[2])
    return _build(visit, history, build)


def _site(visit: Visit) -> Told:
    rest, machine = visit.address.rest.rstrip("/"), visit.machine
    plain: dict[str, Callable[[], dict[str, Any]]] = {
        "api/json": lambda: site.root(machine),
        "me/api/json": lambda: site.me(visit.account.id, visit.account.name, machine.url),
        "queue/api/json": lambda: queue.listing(machine),
        "computer/api/json": lambda: site.computers(machine),
        "pluginManager/api/json": lambda: {"plugins": []},
    }
    if rest in plain:
        return plain[rest]()
    if (match := COMPUTER.fullmatch(rest)) and match[1] in NODES:
        return site.computer(machine)
    if match := ITEM.fullmatch(rest):
        item = machine.item(int(match[1]))
        if item is not None:
            return queue.full(machine, item)
    if rest == "queue/cancelItem":
        return _cancel(visit)
    raise RefusalError(404, NOT_FOUND)


def _cancel(visit: Visit) -> web.Response:
    visit.must_post()
    visit.account.must("Job/Cancel")
    number = visit.request.query.get("id", "")
    item = visit.machine.item(int(number)) if number.isdecimal() else None
    if item is None:
        raise RefusalError(404, NOT_FOUND)
    visit.machine.cancel(item)
    return web.Response(status=204)


async def _job(visit: Visit, history: History) -> Told:
    rest, machine = visit.address.rest.rstrip("/"), visit.machine
    if rest == "api/json":
        return jobs.full(machine, history)
    if history.job.is_folder:
        raise RefusalError(404, NOT_FOUND)
    if rest in ("build", "buildWithParameters"):
        visit.must_post()
        return await order_build(visit.request, machine, history, visit.account)
    if rest in ("enable", "disable"):
        visit.must_post()
        return set_disabled(machine, history, visit.account, disabled=rest == "disable")
    raise RefusalError(404, NOT_FOUND)


def _build(visit: Visit, history: History, build: Build) -> Told:
    rest, machine = visit.address.rest.rstrip("/"), visit.machine
    if rest == "api/json":
        return builds.full(build, history, machine.url)
    if rest == "testReport/api/json" and build.report is not None:
        return reports.full(build, build.report)
    if rest in ("stop", "term", "kill"):
        return _stop(visit, build)
    texts: dict[str, Callable[[Visit, Build], web.Response]] = {
        "consoleText": _console,
        "logText/progressiveText": _progress,
    }
    if rest in texts:
        return texts[rest](visit, build)
    if rest.startswith("artifact/"):
        return _artifact(build, rest.removeprefix("artifact/"))
    return _stages(visit, build)


def _stages(visit: Visit, build: Build) -> Told:
    """The Pipeline REST API; a freestyle build has none of it."""
    rest, now = visit.address.rest.rstrip("/"), visit.machine.clock()
    if build.job.kind == "pipeline":
        if rest in ("wfapi", "wfapi/describe"):
            return stages.run(build, now)
        if rest == "wfapi/pendingInputActions":
            return inputs.pending(build)
        if match := NODE.fullmatch(rest):
            number = int(match[1])
            told = (
                stages.log(build, number) if match[2] == "log" else stages.node(build, number, now)
            )
            if told is not None:
                return told
    raise RefusalError(404, NOT_FOUND)


def _stop(visit: Visit, build: Build) -> web.Response:
    visit.must_post()
    visit.account.must("Job/Cancel")
    visit.machine.stop(build, visit.account.name)
    where = f"{visit.machine.url}{build.path}"
    return web.Response(status=302, headers={"Location": where})


def _console(visit: Visit, build: Build) -> web.Response:  # noqa: ARG001 - one shape for all texts
    return _text(build.console.since(0))


def _progress(visit: Visit, build: Build) -> web.Response:
    start = visit.request.query.get("start", "0")
    told = build.console.since(int(start) if start.isdecimal() else 0)
    response = _text(told)
    response.headers["X-Text-Size"] = str(len(build.console))
    if build.building:
        response.headers["X-More-Data"] = "true"
    return response


def _text(told: bytes) -> web.Response:
    return web.Response(body=told, content_type="text/plain", charset="utf-8")


def _artifact(build: Build, path: str) -> web.Response:
    source = build.artifacts.get(path)
    if source is None:
        raise RefusalError(404, NOT_FOUND)
    return web.Response(body=source.read_bytes(), content_type="application/octet-stream")
