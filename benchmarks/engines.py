"""The engines that are measured, by the name of their row; the first is the one reported in full.

What the engine learned from the data must not be judged by the same data: the first row asks
forests that never saw a log of the same project, learned anew in each run. The row of what is
shipped stands beside it, to see how much it owes to having seen the answers.
"""

from functools import cache
from importlib.util import find_spec

from benchmarks import learn
from benchmarks.answer import Engine
from benchmarks.cases import data
from benchmarks.forgotten import forgetting, tools_of
from handlers.diagnosis import Diagnosis, diagnose
from handlers.diagnosis.forest import Learned
from handlers.diagnosis.scan import Match, known

PIECE = 1 << 16  # bytes: a log comes in pieces, as from the network
LEFT_OUT, SHIPPED = "pilothouse (project left out)", "pilothouse (as shipped)"
FORGOTTEN = "pilothouse (project and tools left out)"


def shipped(log: bytes, name: str, good: bytes | None) -> Diagnosis:  # noqa: ARG001 -- an Engine
    """What a user gets."""
    return _diagnosed(log, good, None)


def left_out(log: bytes, name: str, good: bytes | None) -> Diagnosis:
    """What a user gets whose project nobody has seen."""
    return _diagnosed(log, good, _unseen_by(name))


def forgotten(log: bytes, name: str, good: bytes | None) -> Diagnosis:
    """What a user gets whose project nobody has seen, and whose tool no row of the tables knows."""
    task = _tasks().get(name)
    match = forgetting(tools_of(log, task.lines if task else frozenset()))
    return _diagnosed(log, good, _unseen_by(name), match)


@cache
def unseen() -> tuple[Learned, ...]:
    """What is learned without each part of the projects; half a minute, so once, before any fork."""
    folder = data()
    return learn.left_out(folder) if folder and LEFT_OUT in ENGINES else ()


@cache
def _tasks() -> dict[str, learn.Task]:
    folder = data()
    return {task.name: task for task in learn.tasks(folder)} if folder else {}


def _unseen_by(name: str) -> Learned:
    task = _tasks().get(name)
    return unseen()[learn.fold(task.project if task else name)]


def _diagnosed(
    log: bytes, good: bytes | None, learned: Learned | None, match: Match = known
) -> Diagnosis:
    beside = _pieces(good) if good is not None else None
    return diagnose(_pieces(log), good=beside, learned=learned, match=match)


def _pieces(log: bytes) -> list[bytes]:
    return [log[at : at + PIECE] for at in range(0, len(log), PIECE)]


ENGINES: dict[str, Engine] = {SHIPPED: shipped}
if find_spec("lightgbm"):
    ENGINES = {LEFT_OUT: left_out, FORGOTTEN: forgotten, SHIPPED: shipped}
