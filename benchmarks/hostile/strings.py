"""Hostile strings, each through the real entry of its kind; every processor takes a part of them."""

import asyncio
import os
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from benchmarks.hostile import regexes
from benchmarks.hostile.calls import watch
from benchmarks.hostile.entries import (
    Entry,
    command,
    git_url,
    job,
    parameter,
    query,
    reference,
    repository,
    seen,
    url,
)
from benchmarks.hostile.outcome import Outcome
from benchmarks.hostile.rows import Words, strings
from benchmarks.hostile.world import world

QUICK = 40  # strings of a quick run
REDOS = "regex_redos"
CLEAN, CLEAN_TEXT = "clean", "The payment was rounded down."

# What came of some strings, and how much was really done for it.
Part = tuple[list[Outcome], Counter[str]]
Way = Callable[[Entry], Awaitable[list[str]]]
WAYS: Mapping[str, Way] = {
    "git_ref": reference,
    "git_url": git_url,
    "repo_name": repository,
    "job_name": job,
    "job_param": parameter,
    "url_ssrf": url,
    "promql": query,
    "command_text": command,
    "mrkdwn": seen,
    "ansi_terminal": seen,
    "unicode": seen,
    "blns": seen,
}


def run(*, quick: bool, seed: int) -> tuple[list[Outcome], list[str]]:
    """All strings, or some of each kind; and a line on the time that patterns took."""
    rows = list(strings())
    if quick:
        rows = random.Random(seed).sample(rows, QUICK)
    timed, told = regexes.run([row for row in rows if row.kind == REDOS])
    rest = [row for row in rows if row.kind != REDOS]
    workers = os.cpu_count() or 1
    shares = [rest[at::workers] for at in range(workers)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        parts = list(pool.map(_share, shares))
    found = [outcome for outcomes, _ in parts for outcome in outcomes]
    done = sum((count for _, count in parts), Counter[str]())
    told.append(", ".join(f"{what}: {count}" for what, count in done.items()))
    order = {row.id: at for at, row in enumerate(rows)}
    found.sort(key=lambda outcome: order[outcome.id])
    return [*found, *timed], told


def _share(rows: list[Words]) -> Part:
    return asyncio.run(_part(rows))


async def _tried(entry: Entry) -> list[str]:
    """What is wrong with a row; what breaks on it is a finding, and the rows behind it go on."""
    try:
        return await WAYS[entry.row.kind](entry)
    except Exception as error:  # noqa: BLE001 - whatever it is, it did not end as a sentence
        return [f"{type(error).__name__}: {error}"]


async def _part(rows: list[Words]) -> Part:
    calls = watch()
    texts = {CLEAN: CLEAN_TEXT, **{row.id: row.text for row in rows}}
    outcomes = []
    async with world(texts) as here:
        await here.lay(CLEAN_TEXT, CLEAN)
        await here.ask("jenkins subscribe checkout")
        await here.ask("prom subscribe service=checkout")
        done = Counter[str]()
        for row in rows:
            calls.forget()
            entry = Entry(row, here, calls, clean=(CLEAN_TEXT, CLEAN))
            before = entry.surroundings()
            wrong = await _tried(entry)
            wrong += [f"called {each}" for each in calls.strangers()]
            wrong += [f"a file appeared: {each}" for each in entry.surroundings() - before]
            outcomes.append(Outcome(row.id, row.kind, tuple(dict.fromkeys(wrong))))
            done["git was started"] += len(calls.programs)
        done["questions to Jenkins"] = len(here.jenkins.asked)
        done["builds that it was told to start"] = here.jenkins.changes
    return outcomes, done
