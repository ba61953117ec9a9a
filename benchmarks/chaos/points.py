"""The named points at which a process kills itself: before and after each step that counts."""

import functools
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from redis import Redis
from slack_sdk.web.async_client import AsyncWebClient

from bot import desk
from bot.delivery import readback
from bot.delivery.ledger import Ledger
from bot.queue import Bell

ARMED = "chaos:armed"  # the set of the points that are armed at this moment
CRASHED = "chaos:crashed"  # a set a point of what has crashed there, each record once


@dataclass(frozen=True)
class Point:
    """Where: the owner's function `name`, before it runs or after it has.

    `command` is the process that it happens in, `of` reads from the arguments which record it is.
    """

    name: str
    owner: Any
    function: str
    after: bool
    command: str
    of: Callable[..., str]


def _second(*arguments: Any, **_more: Any) -> str:  # noqa: ANN401 - any function's arguments
    """The record's id, or the claim that holds it, behind `self`."""
    return str(getattr(arguments[1], "id", arguments[1]))


def _third(*arguments: Any, **_more: Any) -> str:  # noqa: ANN401 - as above
    return str(arguments[2])


def _intent(*arguments: Any, **_more: Any) -> str:  # noqa: ANN401 - as above
    return str(arguments[0].id)


def _letter(*arguments: Any, **_more: Any) -> str:  # noqa: ANN401 - as above
    return str(arguments[1].value)


def _posted(*_arguments: Any, **named: Any) -> str:  # noqa: ANN401 - as above
    return str(named.get("metadata", {}).get("event_payload", named.get("ts", "")))


POINTS = {
    point.name: point
    for point in (
        Point("web before the record", Ledger, "add", False, "web", _second),
        Point("web after the record, before the ack", Ledger, "add", True, "web", _second),
        Point("worker before the claim", Ledger, "claim", False, "worker", _second),
        Point("worker after the claim", Ledger, "claim", True, "worker", _second),
        Point("worker before the answer", desk, "answer", False, "worker", _intent),
        Point("worker after the answer", desk, "answer", True, "worker", _intent),
        Point("worker before it is finished", Ledger, "finish", False, "worker", _second),
        Point("worker after it is finished", Ledger, "finish", True, "worker", _second),
        Point("worker before the note", Ledger, "mark", False, "worker", _second),
        Point("worker after the note", Ledger, "mark", True, "worker", _second),
        Point("worker before Slack has it", AsyncWebClient, "chat_postMessage", False, "worker", _posted),
        Point("worker after Slack has it", AsyncWebClient, "chat_postMessage", True, "worker", _posted),
        Point("worker in the read-back", readback, "_page", False, "worker", _letter),
        Point("worker before the update", AsyncWebClient, "chat_update", False, "worker", _posted),
        Point("worker after the update", AsyncWebClient, "chat_update", True, "worker", _posted),
        Point("clock before it rings", Bell, "ring", False, "clock", _third),
    )
}  # fmt: skip  # a point is read on one line
# A read-back only comes after a post of which nobody knows, so that crash comes first.
# And the clock only rings for what a dead worker left.
TRIALS = {name: (name,) for name in POINTS} | {
    "worker in the read-back": ("worker after Slack has it", "worker in the read-back"),
    "clock before it rings": ("worker after the claim", "clock before it rings"),
}


def arm(point: Point, command: str, store: str) -> None:
    """Let this process kill itself at the point while it is armed, once for each record."""
    if command != point.command:
        return
    whole = getattr(point.owner, point.function)

    @functools.wraps(whole)
    async def armed(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever it wraps
        record = point.of(*arguments, **named)
        if not point.after:
            _crash_once(point, record, store)
        result = await whole(*arguments, **named)
        if point.after:
            _crash_once(point, record, store)
        return result

    setattr(point.owner, point.function, armed)


def _crash_once(point: Point, record: str, store: str) -> None:
    """SIGKILL at once; for every second record of a worker its parent goes first."""
    with Redis.from_url(store) as redis:
        if not redis.sismember(ARMED, point.name):
            return
        if not redis.sadd(f"{CRASHED}:{point.name}", record):
            return
    sys.stderr.write(f"crash: {point.name}, {record}\n")
    sys.stderr.flush()
    if point.command == "worker" and crc32(record.encode()) % 2:
        os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
