"""A Jenkins on loopback that tells what a test laid down, and notes what it is asked to do."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.parse import quote

from aiohttp import web

HEADERS = {"X-Jenkins": "2.516.3"}
QUEUE_ITEM = 41
LIMIT = re.compile(r"\{0,(\d+)\}")
Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ToldJenkins:
    """Jobs and builds in Jenkins's own JSON. `answers` has the last word, by method and path.

    `delays` are the seconds that an answer takes, by the same; `waiting` is the queue.
    """

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[str] = []
        self.orders: list[tuple[str, Json]] = []
        self.answers: dict[str, Any] = {}
        self.delays: dict[str, float] = {}
        self.waiting: list[Json] = []
        self._jobs: dict[str, Json] = {}
        self._builds: dict[str, dict[int, Json]] = {}

    def job(self, path: str, *parameters: Json, **more: Any) -> None:
        """Lay down a job; `more` are further keys of its JSON."""
        takes = [{"parameterDefinitions": list(parameters)}] if parameters else []
        self._jobs[path] = {"_class": "x.WorkflowJob", "property": takes, **more}
        self._builds[path] = {}

    def build(self, path: str, number: int, result: str | None = "FAILURE", **more: Any) -> None:
        """Lay down a build, which runs if its result is None; `more` are further keys."""
        basis = {"number": number, "result": result, "building": result is None}
        self._builds[path][number] = basis | {"timestamp": 1730000100000, "duration": 83456} | more

    def console(self, path: str, number: int, text: str) -> None:
        """Lay down what a build wrote."""
        self.answers[f"GET {_address(path)}/{number}/consoleText"] = text

    def stages(self, path: str, number: int, **stages: str) -> None:
        """Lay down a build's stages by name and status."""
        told = [
            {"id": str(at), "name": name, "status": status}
            for at, (name, status) in enumerate(stages.items())
        ]
        self.answers[f"GET {_address(path)}/{number}/wfapi/describe/"] = {"stages": told}

    def tests(self, path: str, number: int, passed: int, *cases: Json, skipped: int = 0) -> None:
        """Lay down a test report with its failed cases."""
        counts = {"passCount": passed, "failCount": len(cases), "skipCount": skipped}
        report = {**counts, "suites": [{"name": "pytest", "cases": list(cases)}]}
        self.answers[f"GET {_address(path)}/{number}/testReport/api/json"] = report

    def queue(self, *items: Json) -> None:
        """Lay down how an order stands at each look; the last one stays."""
        looks = iter(items)
        last: list[Json] = []

        async def look(_: web.Request) -> web.Response:
            last[:] = [next(looks, *last)] if last else [next(looks)]
            return web.json_response({"id": QUEUE_ITEM, **last[0]}, headers=HEADERS)

        self.answers[f"GET /queue/item/{QUEUE_ITEM}/api/json"] = look

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer as Jenkins does; 404 for what was not laid down."""
        line = f"{request.method} {request.raw_path.partition('?')[0]}"
        self.asked.append(line)
        await asyncio.sleep(self.delays.get(line, 0.0))
        found = self.answers.get(line)
        if callable(found):
            return await found(request)
        if isinstance(found, int):
            return web.Response(status=found, text="<h1>Oops</h1>", headers=HEADERS)
        if isinstance(found, str):
            return web.Response(text=found, headers=HEADERS)
        if request.method == "POST":
            return await self._order(request)
        found = found or self._told(line.removeprefix("GET "), request.query_string)
        if found is None:
            return web.Response(status=404, text="<h1>Not Found</h1>", headers=HEADERS)
        return web.json_response(found, headers=HEADERS)

    async def _order(self, request: web.Request) -> web.Response:
        self.orders.append((request.path, dict(await request.post())))
        where = {"Location": f"{self.url}/queue/item/{QUEUE_ITEM}/"}
        return web.Response(status=201, headers=HEADERS | where)

    def _told(self, address: str, query: str) -> Json | None:
        if address == "/queue/api/json":
            return {"items": self.waiting}
        if address == "/api/json":
            return _nested({path: self._whole(path) for path in self._jobs})
        for path in self._jobs:
            if address == f"{_address(path)}/api/json":
                limit = LIMIT.search(query)
                told = self._whole(path)
                return told | {"builds": told["builds"][: int(limit[1])]} if limit else told
            for number, build in self._builds[path].items():
                if address == f"{_address(path)}/{number}/api/json":
                    return build
        return None

    def _whole(self, path: str) -> Json:
        """A job's JSON with its builds, newest first, and the last ones of each kind."""
        builds = [build for _, build in sorted(self._builds[path].items(), reverse=True)]
        results = {
            "lastBuild": {b["result"] for b in builds},
            "lastCompletedBuild": {b["result"] for b in builds} - {None},
            "lastFailedBuild": {"FAILURE"},
            "lastSuccessfulBuild": {"SUCCESS", "UNSTABLE"},
        }
        last = {
            name: next((b for b in builds if b["result"] in wanted), None)
            for name, wanted in results.items()
        }
        name = path.rpartition("/")[2]
        return {"name": name, **last, "builds": builds} | self._jobs[path]


def _address(path: str) -> str:
    return "".join(f"/job/{quote(part, safe='')}" for part in path.split("/"))


def _nested(jobs: dict[str, Json]) -> Json:
    top: Json = {"jobs": []}
    for path, job in jobs.items():
        here = top
        for folder in path.split("/")[:-1]:
            there = next((each for each in here["jobs"] if each["name"] == folder), None)
            if there is None:
                there = {"_class": "x.Folder", "name": folder, "jobs": []}
                here["jobs"].append(there)
            here = there
        here["jobs"].append(job)
    return top


def started_by(who: str) -> Json:
    """The action that names who started a build."""
    cause = {"_class": "hudson.model.Cause$UserIdCause", "userId": "x", "userName": who}
    return {"causes": [cause]}


def of_branch(name: str) -> Json:
    """The action that names the branch of a build."""
    return {"lastBuiltRevision": {"SHA1": "", "branch": [{"name": f"refs/remotes/origin/{name}"}]}}


def with_values(**values: str) -> Json:
    """The action with a build's parameters; `****` makes a password of it."""
    told = [
        {"_class": "x.PasswordParameterValue", "name": name}
        if value == "****"
        else {"_class": "x.StringParameterValue", "name": name, "value": value}
        for name, value in values.items()
    ]
    return {"parameters": told}


def changes(*rows: tuple[str, str, str]) -> list[Json]:
    """Change sets of (sha, subject, author), oldest first, a minute apart."""
    return [
        {
            "items": [
                {
                    "commitId": sha,
                    "msg": subject,
                    "author": {"fullName": author},
                    "timestamp": 1730000000000 + int(sha[:2], 16) * 60000,
                }
                for sha, subject, author in rows
            ]
        }
    ]


def failed_case(name: str, message: str = "", *, age: int = 1, stack: str = "") -> Json:
    """A failed test of a report."""
    told = {"className": "tests.test_cart", "name": name, "status": "FAILED", "age": age}
    return told | {"errorDetails": message, "errorStackTrace": stack}


@contextlib.asynccontextmanager
async def telling() -> AsyncIterator[ToldJenkins]:
    """Serve a Jenkins that has nothing yet."""
    told = ToldJenkins()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", told.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    told.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield told
    finally:
        await runner.cleanup()
