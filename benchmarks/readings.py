"""Every method over every log, each once, on all cores."""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from benchmarks import drained, logreduced
from benchmarks.answer import Answer, Beside, Engine, Method, NotHereError, said
from benchmarks.engines import ENGINES, unseen
from benchmarks.floors import FLOORS, count
from handlers.diagnosis import Diagnosis

METHODS: Mapping[str, Method] = {**FLOORS, drained.NAME: drained.rare}
BESIDE: Mapping[str, Beside] = {drained.NAME: drained.fresh, logreduced.NAME: logreduced.outliers}


@dataclass(frozen=True, slots=True)
class Task:
    """One log to read: its name in the data and, where there is one, the good build's log."""

    name: str
    path: Path
    good: Path | None = None


@dataclass
class Reading:
    """What was said of one log by each method and engine; the second two beside a good log."""

    name: str
    lines: int
    answers: dict[str, Answer] = field(default_factory=dict)
    diagnoses: dict[str, Diagnosis] = field(default_factory=dict)
    beside: dict[str, Answer] = field(default_factory=dict)
    diagnoses_beside: dict[str, Diagnosis] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)  # why a method said nothing


def read_all(tasks: Iterable[Task]) -> dict[str, Reading]:
    """The readings by the logs' names; the largest logs are read first."""
    unseen()
    order = sorted(tasks, key=lambda task: -task.path.stat().st_size)
    with get_context("fork").Pool(os.cpu_count()) as pool:
        done = {one.name: one for one in pool.imap_unordered(read, order)}
        pool.close()
        pool.join()
    return {task.name: done[task.name] for task in order}


def read(task: Task, engines: Mapping[str, Engine] = ENGINES) -> Reading:
    """One log by every method and engine."""
    log = task.path.read_bytes()
    good = task.good.read_bytes() if task.good else None
    reading = Reading(task.name, count(log))
    for name, method in METHODS.items():
        _try(reading, reading.answers, name, partial(method, log))
    for name, engine in engines.items():
        reading.diagnoses[name] = engine(log, task.name, None)
        reading.answers[name] = said(reading.diagnoses[name])
    if good is not None:
        _beside(reading, log, good, engines)
    return reading


def _beside(reading: Reading, log: bytes, good: bytes, engines: Mapping[str, Engine]) -> None:
    for name, method in BESIDE.items():
        _try(reading, reading.beside, name, partial(method, log, good))
    for name, engine in engines.items():
        reading.diagnoses_beside[name] = engine(log, reading.name, good)
        reading.beside[name] = said(reading.diagnoses_beside[name])


def _try(
    reading: Reading, answers: dict[str, Answer], name: str, method: Callable[[], Answer]
) -> None:
    try:
        answers[name] = method()
    except NotHereError as absent:
        reading.absent[name] = str(absent)
