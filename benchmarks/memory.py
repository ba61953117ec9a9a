"""How fast a known failure is answered: `/jenkins why` from the words to Slack's blocks, on the wire.

A real Valkey that remembers many failures, a Jenkins that tells of builds with logs of a megabyte, a
mirror, a model's server that counts what it is asked. The first build of a failure is explained with
the model, the later ones out of memory.
"""

import asyncio
import logging
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.hostile.world import World, world
from benchmarks.record import Figures
from benchmarks.speed import PLAIN, write_log
from handlers.memory.count import seen
from handlers.memory.failure import Failure, Sighting, written
from handlers.memory.storage import SHELF

JOB, AGAIN, KNOWN, MEGABYTES = "checkout", 20, 900, 1.0
FAILURES = (
    "src/cart/total.c:{n}:9: error: 'tax' undeclared (first use in this function)\n",
    "FAILED tests/test_cart.py::test_total - AssertionError: assert {n} == 2\n",
    "ERROR: Could not find a version that satisfies the requirement taxlib==1.{n}\n",
)
STARTED = 1_790_000_000_000  # milliseconds since the epoch
BAR = 1.0  # seconds that a known failure may take
SAID = "{row:<28}{count:>7}{calls:>13}{middle:>10.0f} ms{worst:>9.0f} ms{cpu:>10.0f} ms"
HEAD = f"{'':<28}{'builds':>7}{'model asked':>13}{'median':>13}{'p99':>12}{'CPU median':>13}"
LOAD = (
    "{load:.1f} programs wanted each core of this machine meanwhile; CPU is ours and the stand-ins'"
)
VERDICT = "known failures: p99 {worst:.2f} s, bar {bar:.0f} s, model asked {calls} times: {word}"


@dataclass
class Row:
    """The builds of one kind: how often the model was asked for them, and the seconds of each."""

    calls: int = 0
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


async def _measured() -> tuple[Row, Row]:
    """The builds that failed so for the first time, and those that failed so again."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.log"
        write_log(path, MEGABYTES, PLAIN)
        body = path.read_text(errors="replace").rsplit("\n", 5)[0] + "\n"
    first, later = Row(), Row()
    async with world({"main": "Count the gifts"}) as place:
        await place.lay("Count the gifts", "main")
        await _fill(place)
        for kind, line in enumerate(FAILURES):
            _lay(place, kind, body, line)
            for number in range(1, AGAIN + 2):
                await _asked(place, f"{JOB}-{kind}", number, first if number == 1 else later)
    return first, later


async def _asked(place: World, job: str, number: int, row: Row) -> None:
    place.model.asked, start, cpu = 0, time.perf_counter(), time.process_time()
    shown = await place.ask(f"jenkins why {job} {number}")
    row.seconds.append(time.perf_counter() - start)
    row.cpu.append(time.process_time() - cpu)
    row.calls += place.model.asked
    assert not shown.broken
    assert f"{job} #{number}" in shown.messages[0][1]


async def _fill(place: World) -> None:
    """Many other failures, as a house has them after a year."""
    for n in range(KNOWN):
        failure = Failure(f"{n:016x}", "test", f"The test t{n} fails.", f"E   assert {n} == t{n}")
        for number in range(1, 15):
            when = f"2026-03-{number:02}T08:00:00+00:00"
            failure = seen(failure, f"job{n % 40}", Sighting(number, when, "main"))
        await place.systems.store.put(SHELF, failure.id, written(failure))


def _lay(place: World, kind: int, body: str, line: str) -> None:
    """A job whose builds all fail in the same way, but for a number."""
    at = f"/job/{JOB}-{kind}"
    builds = [
        {
            "number": number,
            "result": "FAILURE",
            "building": False,
            "timestamp": STARTED + number * 3_600_000,
            "duration": 83456,
        }
        for number in range(AGAIN + 1, 0, -1)
    ]
    last = dict.fromkeys(("lastBuild", "lastCompletedBuild", "lastFailedBuild"), builds[0])
    job = {"_class": "x.WorkflowJob", "name": f"{JOB}-{kind}", "builds": builds, **last}
    answers = place.jenkins.answers
    answers[f"{at}/api/json"] = job | {"property": []}
    answers["/api/json"] = {"jobs": [job]}
    for build in builds:
        number = build["number"]
        answers[f"{at}/{number}/api/json"] = build
        end = line.format(n=3) + "ERROR: script returned exit code 1\nFinished: FAILURE\n"
        answers[f"{at}/{number}/consoleText"] = body + end


def worst(seconds: Sequence[float]) -> float:
    """The 99th percentile; of fewer than a hundred the slowest."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, round(len(ordered) * 0.99))]


def run() -> Figures:
    """Print the times and the model's calls; figures to be recorded."""
    logging.disable(logging.ERROR)
    first, known = asyncio.run(_measured())
    logging.disable(logging.NOTSET)
    print(f"{KNOWN} failures known, logs of {MEGABYTES:.0f} MB\n{HEAD}")
    for name, row in (("first time, with the model", first), ("known", known)):
        middle, slow = median(row.seconds) * 1000, worst(row.seconds) * 1000
        told = {"row": name, "count": len(row.seconds), "calls": row.calls}
        print(SAID.format(**told, middle=middle, worst=slow, cpu=median(row.cpu) * 1000))
    print(LOAD.format(load=os.getloadavg()[0] / (os.cpu_count() or 1)))
    slow = worst(known.seconds)
    word = "ok" if slow < BAR and not known.calls else "NOT MET"
    print(VERDICT.format(worst=slow, bar=BAR, calls=known.calls, word=word))
    return {"memory": {"known": {"p99 seconds": slow, "model calls": float(known.calls)}}}
