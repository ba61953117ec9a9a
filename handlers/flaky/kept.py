"""What tests did, kept so that no report is read twice: small, for reports are large and alike.

A build's record holds the names of the tests that failed, and the name of the set of those that
passed. The sets are shared: most builds of a job run the same tests (docs/decisions/0019).
"""

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable
from datetime import timedelta

from handlers.flaky.runs import Outcomes
from integrations.jenkins import Build
from integrations.store import Record, Store

BUILDS, SETS = "test-outcomes", "test-sets"
KEEPS = timedelta(days=30)
SETS_KEEP = timedelta(days=60)  # longer than any record that names one


async def recall(store: Store, build: Build, sets: dict[str, frozenset[str]]) -> Outcomes | None:
    """What is kept of a build's tests; None where it was never read, or is forgotten.

    `sets` are those that this reading has seen, so that each is unpacked once.
    """
    record = await store.recall(BUILDS, _key(build))
    if record is None:
        return None
    name = str(record["passed"])
    if name not in sets:
        packed = await store.recall(SETS, name)
        if packed is None:
            return None
        sets[name] = unpacked(packed)
    return Outcomes(
        frozenset(record["failed"]), sets[name] - set(record["failed"]), frozenset(record["both"])
    )


async def keep(store: Store, build: Build, outcomes: Outcomes) -> None:
    """Keep what a build's tests did; the set of the tests first, for a record never names what is not there."""
    ran = outcomes.failed | (outcomes.passed or frozenset())
    name = named(ran)
    await store.note(SETS, name, packed(ran), lasts=SETS_KEEP)
    record = {
        "passed": name,
        "failed": sorted(outcomes.failed),
        "both": sorted(outcomes.both),
    }
    await store.note(BUILDS, _key(build), record, lasts=KEEPS)


def _key(build: Build) -> str:
    """A build by number and start: a job that is made anew counts from 1 again."""
    return f"{build.job}#{build.number}@{build.started.timestamp():.0f}"


def named(tests: Iterable[str]) -> str:
    """The name of a set of tests, the same for the same tests."""
    return hashlib.sha256("\n".join(sorted(tests)).encode()).hexdigest()[:32]


def packed(tests: Iterable[str]) -> Record:
    """A set of tests as a record: 50,000 of them in some 300 KB."""
    text = json.dumps(sorted(tests)).encode()
    return {"tests": base64.b85encode(zlib.compress(text, 6)).decode()}


def unpacked(record: Record) -> frozenset[str]:
    """The tests of such a record."""
    return frozenset(json.loads(zlib.decompress(base64.b85decode(record["tests"]))))
