"""Texts that make a backtracking pattern run for ever, through redaction and the engine.

Time is the processor's, the best of a few tries, set beside that of an ordinary log of the same
size: a machine that is busy or slow changes both.
"""

import time
from collections.abc import Callable, Sequence

from benchmarks.hostile.outcome import Outcome
from benchmarks.hostile.rows import Words
from handlers.diagnosis import diagnose
from handlers.kit.redaction import redact

TRIES = 3
ALLOWED = 0.050  # seconds for each UNIT
UNIT = 100_000  # characters
TIMES = 12.0  # or so many times what an ordinary log of the size takes, on a slow machine
LEAST = 0.005  # seconds below which no clock tells anything
ORDINARY = "[INFO] 12:03:11 Downloading org.example:cart:1.4.2 (17 kB at 212 kB/s) to /w/lib\n"


def run(rows: Sequence[Words]) -> tuple[list[Outcome], list[str]]:
    """Each row through both; and what the slowest took."""
    redact(ORDINARY)
    _engine(ORDINARY * 10)
    slowest = {"redaction": 0.0, "engine": 0.0}
    outcomes = []
    for row in rows:
        wrong = []
        plain = (ORDINARY * (len(row.text) // len(ORDINARY) + 1))[: len(row.text)]
        for name, does in (("redaction", redact), ("engine", _engine)):
            took, usual = _seconds(does, row.text), _seconds(does, plain)
            allowed = max(ALLOWED * len(row.text) / UNIT, TIMES * usual, LEAST)
            slowest[name] = max(slowest[name], took / max(len(row.text) / UNIT, 0.1))
            if took > allowed:
                wrong.append(
                    f"{name} took {took * 1000:.0f} ms, an ordinary log {usual * 1000:.0f}"
                )
        outcomes.append(Outcome(row.id, row.kind, tuple(wrong)))
    told = ", ".join(f"{name} {took * 1000:.0f} ms" for name, took in slowest.items())
    return outcomes, [f"patterns, the slowest per 100 kB: {told}"]


def _engine(text: str) -> object:
    return diagnose([text.encode("utf-8", "replace")])


def _seconds(does: Callable[[str], object], text: str) -> float:
    best = float("inf")
    for _ in range(TRIES):
        start = time.process_time()
        does(text)
        best = min(best, time.process_time() - start)
    return best
