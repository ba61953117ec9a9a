"""`pilothouse feedback replay`: what people corrected is run again, and what is lost is named."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from redis.asyncio import Redis

from handlers.diagnosis import diagnose
from handlers.memory.cases import log_record
from handlers.memory.failure import Failure, Said, written
from handlers.memory.storage import LOGS, SHELF
from integrations.store import Store

ROOT = Path(__file__).parent.parent.parent
DATABASE = 9
LOG = b"""\
Started by user Ada
+ python -m pytest -q
FAILED tests/test_cart.py::test_total - AssertionError: assert 3 == 2
ERROR: script returned exit code 1
Finished: FAILURE
"""
RIGHT = "The price list had no tax."
ENGINES = "The test tests/test_cart.py::test_total fails: AssertionError: assert 3 == 2."


@pytest.fixture
async def corrected(valkey):
    """Keep a failure with what Ada said of it; `forgotten` is of an engine that named it otherwise."""
    async with Redis.from_url(valkey, db=DATABASE) as redis:
        store = Store(redis, "the tests' Valkey")

        async def keep(kind, text, *, forgotten=False):
            read = diagnose([LOG])
            log = log_record(read)
            id = "0123456789abcdef" if forgotten else read.fingerprint
            log["fingerprints"] = [id] if forgotten else log["fingerprints"]
            said = Said(kind, text, "U0ADALIND", "2026-03-03T12:00:00+00:00", "checkout")
            failure = Failure(id, read.category, read.cause, read.candidates[0].text, said=(said,))
            await store.put(SHELF, id, written(failure))
            await store.put(LOGS, id, log)

        yield keep


async def run(valkey, what):
    """Run the command in a process of its own, as an operator does."""
    environment = {**os.environ, "REDIS_URL": f"{valkey}?db={DATABASE}"}
    return await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "bot", "feedback", what],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


async def test_what_memory_gives_is_well(corrected, valkey):
    """The engine says otherwise, and recognises the failure whose cause somebody corrected."""
    await corrected("cause", RIGHT)
    told = await run(valkey, "replay")

    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == (
        f"ok  {diagnose([LOG]).fingerprint[:8]}  memory  {RIGHT}\n"
        "1 corrected: 0 given by the engine, 1 by memory, 0 by neither.\n"
    )


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("cause", ENGINES, ENGINES),
        (
            "line",
            "FAILED tests/test_cart.py::test_total - AssertionError: assert 7 == 9",
            "line: FAILED tests/test_cart.py::test_total - AssertionError: assert 7 == 9",
        ),
    ],
)
async def test_what_the_engine_gives_by_now_is_well(corrected, valkey, kind, text, shown):
    """Also under another fingerprint: it says itself what the person said, numbers of a line aside."""
    await corrected(kind, text, forgotten=True)
    told = await run(valkey, "replay")

    assert told.returncode == 0
    assert told.stdout.splitlines()[0] == f"ok  01234567  engine  {shown}"


async def test_what_nobody_gives_any_more_fails_the_command(corrected, valkey):
    """An engine that names the failure otherwise takes the correction away; it says what it reads."""
    await corrected("cause", RIGHT, forgotten=True)
    told = await run(valkey, "replay")

    assert (told.returncode, told.stderr) == (1, "")
    assert told.stdout == (
        f"no  01234567  no      {RIGHT}\n"
        f"      the engine reads: {ENGINES}\n"
        "1 corrected: 0 given by the engine, 0 by memory, 1 by neither.\n"
    )


async def test_where_nobody_corrected_anything_it_says_so(valkey):
    """And that is no failure."""
    told = await run(valkey, "replay")
    assert (told.returncode, told.stdout) == (
        0,
        "Nobody corrected the cause or the key line of a failure yet, so there is nothing to replay.\n",
    )


async def test_cases_are_exported_without_who_said_it(corrected, valkey):
    """One JSON object a case, which a benchmark can read."""
    await corrected("cause", RIGHT)
    told = await run(valkey, "cases")

    (case,) = map(json.loads, told.stdout.splitlines())
    assert case["case"] == diagnose([LOG]).fingerprint
    assert case["lines"] == LOG.decode().splitlines()
    assert (case["cause"], case["line"], case["category"]) == (RIGHT, "", "test")
    assert "U0ADALIND" not in told.stdout
