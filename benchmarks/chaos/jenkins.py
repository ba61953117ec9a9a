"""A Jenkins whose every build has failed, each at a time and from a cause of its own, on the wire.

Enough of it for a card: failures of one cause within a minute would be told in one message. So are
those of the jobs that are named after the agent that they lost, `…-lost-NUMBER-WHICH`.
"""

import re
from typing import Any

from aiohttp import web

LOG = (
    "Started by an SCM change\n"
    "+ make -j2\n"
    "cc -c -o main.o main.c\n"
    "main.c:12:5: error: implicit declaration of function '{function}'\n"
    "make: *** [Makefile:3: main.o] Error 1\n"
    "Build step 'Execute shell' marked build as failure\n"
    "Finished: FAILURE\n"
)
LOST = (
    "Started by an SCM change\n"
    "Running on {agent} in /ws/job\n"
    "+ make test\n"
    "Cannot contact {agent}: hudson.remoting.ChannelClosedException\n"
    "Finished: FAILURE\n"
)
HEADERS = {"X-Jenkins": "2.516.3"}
_BUILD = re.compile(r"/job/(?P<job>[\w-]+)/(?P<number>\d+)/(?P<rest>.*)")
_LOST = re.compile(r"(?P<agent>lost-(?P<number>\d{6}))-(?P<which>\d)$")
_JOB = re.compile(r"/job/(?P<job>[\w-]+)/api/json")
STARTED = 1_790_000_000_000  # milliseconds since the epoch
APART = 90_000  # milliseconds between the builds of two jobs
LETTERS = "abcdefghij"  # for the digits of a job: what failed is told apart by words


def application() -> web.Application:
    """The server; it answers whatever job and number it is asked for."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", _answer)
    return app


async def _answer(request: web.Request) -> web.Response:
    path = request.path
    if found := _BUILD.fullmatch(path):
        return _of_build(
            str(request.url.origin()), found["job"], int(found["number"]), found["rest"]
        )
    if found := _JOB.fullmatch(path):
        last = _build(str(request.url.origin()), found["job"], 1)
        job = {"name": found["job"], "url": last["url"][:-2], "builds": [last], "lastBuild": last}
        return _json({**job, "lastCompletedBuild": last, "lastFailedBuild": last, "color": "red"})
    if path == "/api/json":
        return _json({"jobs": []})
    return web.Response(status=404, text="<h1>Not Found</h1>", headers=HEADERS)


def _of_build(origin: str, job: str, number: int, rest: str) -> web.Response:
    if rest == "api/json":
        return _json(_build(origin, job, number))
    if rest.startswith(("consoleText", "logText")):
        log = _log(job)
        more = {"X-Text-Size": str(len(log)), "X-More-Data": "false"}
        return web.Response(text=log, headers=HEADERS | more)
    return web.Response(status=404, text="<h1>Not Found</h1>", headers=HEADERS)


def _log(job: str) -> str:
    lost = _LOST.search(job)
    if lost:
        return LOST.format(agent=lost["agent"])
    return LOG.format(function="launch_" + "".join(LETTERS[int(digit)] for digit in _digits(job)))


def _digits(job: str) -> str:
    """The number at the end of a job's name, empty where there is none."""
    last = job.rpartition("-")[2]
    return last if last.isdecimal() else ""


def _started(job: str) -> int:
    """In milliseconds since the epoch: builds that lost one agent began a second after each other."""
    lost = _LOST.search(job)
    if lost:
        return STARTED + APART * int(lost["number"]) + 1000 * int(lost["which"])
    return STARTED + APART * int(_digits(job) or 0)


def _build(origin: str, job: str, number: int) -> dict[str, Any]:
    return {
        "_class": "hudson.model.FreeStyleBuild",
        "number": number,
        "url": f"{origin}/job/{job}/{number}/",
        "result": "FAILURE",
        "building": False,
        "timestamp": _started(job),
        "duration": 4200,
        "estimatedDuration": 4000,
        "fullDisplayName": f"{job} #{number}",
        "displayName": f"#{number}",
        "actions": [],
        "changeSets": [],
        "culprits": [],
    }


def _json(value: object) -> web.Response:
    return web.json_response(value, headers=HEADERS)
