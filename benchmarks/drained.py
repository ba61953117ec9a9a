"""The template-novelty baseline: Drain groups a log's lines; what is rare or new is shown.

With Drain3 (https://github.com/logpai/Drain3) in its default settings, and digits masked first.
"""

import re
from importlib import import_module
from typing import Any

from benchmarks.answer import Answer, NotHereError

NAME = "drain3 novelty"
SHOWN = 20  # lines, as many as the shorter tail
ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\r")
DIGITS = re.compile(r"\d+")
ABSENT = "drain3 cannot be imported ({}): `make bench` installs benchmarks/requirements.lock"


def rare(log: bytes) -> Answer:
    """The lines of the rarest templates first, the last of equally rare ones first; 20 shown."""
    miner = _miner()
    groups = [miner.add_log_message(line)[0] if line else None for line in _lines(log)]
    sizes = [(group.size, -n) for n, group in enumerate(groups, 1) if group]
    ranked = tuple(-n for _, n in sorted(sizes))
    return Answer(ranked, tuple(sorted(ranked[:SHOWN])))


def fresh(log: bytes, good: bytes) -> Answer:
    """The lines whose template the good build's log does not have, the last first; all shown."""
    miner = _miner()
    for line in set(_lines(good)):
        miner.add_log_message(line)
    known: dict[str, bool] = {"": True}
    new = []
    for n, line in enumerate(_lines(log), 1):
        if line not in known:
            known[line] = miner.match(line) is not None
        if not known[line]:
            new.append(n)
    return Answer(tuple(reversed(new)), tuple(new))


def _miner() -> Any:  # noqa: ANN401 -- drain3 may be absent, and ships no types
    try:
        return import_module("drain3.drain").Drain()
    except ImportError as absent:
        raise NotHereError(ABSENT.format(absent)) from absent


def _lines(log: bytes) -> list[str]:
    text = ANSI.sub("", log.decode("utf-8", "replace"))
    return [DIGITS.sub("0", line).strip() for line in text.split("\n")]
