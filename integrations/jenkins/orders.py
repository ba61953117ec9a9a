"""Orders to build: what waits in the queue and what was begun, by whom and with which values.

Jenkins takes a `cause=` text only together with a job's own remote trigger token
(`ParameterizedJobMixIn.getBuildCause`), and drops parameters that a job does not declare. So an
order is told from others by a declared parameter, or else by its queue item, user and values.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from integrations.jenkins import paths
from integrations.jenkins.builds import parameters_of
from integrations.jenkins.reading import Json, number, part, parts, text


@dataclass(frozen=True, slots=True)
class Order:
    """One order. `item` is its place in the queue, which the build keeps; `build` is None there.

    `users` are the ids of the accounts that gave it: several, where Jenkins made one item of equal
    orders. The value of a password among `parameters` is masked.
    """

    item: int
    build: int | None = None
    users: tuple[str, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()


def waiting(queue: Json, path: str) -> tuple[Order, ...]:
    """The orders of a job in the JSON of the whole queue."""
    wanted = paths.below(path)
    return tuple(
        _order(each, "id") for each in parts(queue, "items") if _below(part(each, "task")) == wanted
    )


def begun(job: Json) -> tuple[Order, ...]:
    """The orders that became builds, in a job's JSON, newest first."""
    return tuple(_order(each, "queueId") for each in parts(job, "builds"))


def _below(task: Json) -> str:
    """A queued job's address below Jenkins's own, which may differ from the one that we ask."""
    _, slash, rest = unquote(urlsplit(text(task, "url")).path).partition("/job/")
    return (slash + rest).strip("/")


def _order(data: Json, item: str) -> Order:
    causes = [each for action in parts(data, "actions") for each in parts(action, "causes")]
    return Order(
        item=number(data, item) or 0,
        build=number(data, "number"),
        users=tuple(text(each, "userId") for each in causes if "userId" in each),
        parameters=tuple(parameters_of(data)),
    )
