"""A Jenkins whose every build has failed, on the wire: enough of it for a card."""

import re
from typing import Any

from aiohttp import web

LOG = (
    "Started by an SCM change\n"
    "+ make -j2\n"
    "cc -c -o main.o main.c\n"
    "main.c:12:5: error: implicit declaration of function 'launch'\n"
    "make: *** [Makefile:3: main.o] Error 1\n"
    "Build step 'Execute shell' marked build as failure\n"
    "Finished: FAILURE\n"
)
HEADERS = {"X-Jenkins": "2.516.3"}
_BUILD = re.compile(r"/job/(?P<job>[\w-]+)/(?P<number>\d+)/(?P<rest>.*)")
_JOB = re.compile(r"/job/(?P<job>[\w-]+)/api/json")
STARTED = 1_790_000_000_000  # milliseconds since the epoch


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
        more = {"X-Text-Size": str(len(LOG)), "X-More-Data": "false"}
        return web.Response(text=LOG, headers=HEADERS | more)
    return web.Response(status=404, text="<h1>Not Found</h1>", headers=HEADERS)


def _build(origin: str, job: str, number: int) -> dict[str, Any]:
    return {
        "_class": "hudson.model.FreeStyleBuild",
        "number": number,
        "url": f"{origin}/job/{job}/{number}/",
        "result": "FAILURE",
        "building": False,
        "timestamp": STARTED,
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
