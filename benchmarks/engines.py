"""The engines that are measured, by the name of their row; the first is the one reported in full.

An engine that learned from the data belongs here twice: as it is shipped, and with a model that
never saw the log's project, found by the log's name.
"""

from benchmarks.answer import Engine
from handlers.diagnosis import Diagnosis, diagnose

PIECE = 1 << 16  # bytes: a log comes in pieces, as from the network


def shipped(log: bytes, name: str, good: bytes | None) -> Diagnosis:  # noqa: ARG001 -- an Engine
    """What a user gets."""
    return diagnose(_pieces(log), good=_pieces(good) if good is not None else None)


def _pieces(log: bytes) -> list[bytes]:
    return [log[at : at + PIECE] for at in range(0, len(log), PIECE)]


ENGINES: dict[str, Engine] = {"pilothouse (as shipped)": shipped}
