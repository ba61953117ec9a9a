"""What waits in Jenkins's queue and what runs, out of two answers that cover the whole of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urlsplit

from integrations.jenkins import trees
from integrations.jenkins.reading import Json, moment, number, part, parts, text

EXECUTORS = "currentExecutable[number,url,queueId,actions[causes[upstreamProject,upstreamBuild]]]"
WAITING = trees.query(
    "items[id,why,inQueueSince,task[url],actions[causes[upstreamProject,upstreamBuild]]]"
)
RUNNING = trees.query(f"computer[executors[{EXECUTORS}],oneOffExecutors[{EXECUTORS}]]")


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A build that waits in the queue or runs.

    `item` is its place in the queue, which the build keeps: 0 where Jenkins does not tell; `number`
    is None while it waits. `why` is what it waits for in Jenkins's words; a running pipeline has
    one as well while it wants an executor. `upstream` are the builds that started it, "deploy #3".
    """

    job: str
    item: int = 0
    number: int | None = None
    why: str = ""
    since: datetime | None = None
    upstream: tuple[str, ...] = ()


def under_way(queue: Json, computers: Json) -> tuple[UnderWay, ...]:
    """Each build once: those that wait, then those that run, in Jenkins's order."""
    waiting = [each for each in map(_waiting, parts(queue, "items")) if each.job]
    wanting = {(each.job, each.number): each.why for each in waiting if each.number}
    running: dict[tuple[str, int], UnderWay] = {}
    for each in _running(computers):
        if each.job and each.number:
            at = (each.job, each.number)
            running.setdefault(at, each)
            if each.item and not running[at].item:
                running[at] = each
    begun = (
        UnderWay(each.job, each.item, each.number, wanting.get(at, ""), None, each.upstream)
        for at, each in running.items()
    )
    return (*(each for each in waiting if each.number is None), *begun)


def _waiting(item: Json) -> UnderWay:
    """An item of the queue; one with a number is a running pipeline's wish for an executor."""
    job, build = place(text(part(item, "task"), "url"))
    return UnderWay(
        job,
        number(item, "id") or 0,
        build,
        text(item, "why"),
        moment(item, "inQueueSince"),
        _upstream(item),
    )


def _running(computers: Json) -> Iterator[UnderWay]:
    for computer in parts(computers, "computer"):
        for kind in ("executors", "oneOffExecutors"):
            for executor in parts(computer, kind):
                build = part(executor, "currentExecutable")
                job, count = place(text(build, "url"))
                item = number(build, "queueId") or 0
                yield UnderWay(job, item, count, upstream=_upstream(build))


def _upstream(data: Json) -> tuple[str, ...]:
    causes = (each for action in parts(data, "actions") for each in parts(action, "causes"))
    return tuple(
        f"{text(each, 'upstreamProject')} #{number(each, 'upstreamBuild')}"
        for each in causes
        if each.get("upstreamProject") and number(each, "upstreamBuild")
    )


def place(url: str) -> tuple[str, int | None]:
    """The job and the build in an address of Jenkins's, wherever Jenkins thinks it is.

    "" for what is no job's, such as one combination of a matrix: its parent tells of it.
    """
    _, slash, rest = urlsplit(url).path.partition("/job/")
    pieces = (slash + rest).strip("/").split("/")
    names: list[str] = []
    while pieces[0] == "job" and len(pieces) > 1:
        names.append(unquote(pieces[1]))
        pieces = pieces[2:] or [""]
    if pieces[0] and not pieces[0].isdecimal():
        return "", None
    return "/".join(names), int(pieces[0]) if pieces[0] else None
