"""The baseline with a good build's log: logreduce, nearest neighbours of hashed words.

https://github.com/logreduce/logreduce, with the thresholds of its command line.
"""

import logging
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.answer import Answer, NotHereError

NAME = "logreduce"
ABSENT = "logreduce cannot be imported ({}): `make bench` installs benchmarks/requirements.lock"
BROKEN = "logreduce is installed but does not run here: {}"


def outliers(log: bytes, good: bytes) -> Answer:
    """The lines far from any line of the good log, the farthest first; shown with their context."""
    process = _process()
    logging.getLogger("logreduce.Classifier").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        (was := Path(folder, "good.log")).write_bytes(good)
        (now := Path(folder, "bad.log")).write_bytes(log)
        try:
            classifier = process.Classifier()
            classifier.train([str(was)])
            found = [row for _, _, _, rows, _ in classifier.test([str(now)]) for row in rows]
        except Exception as broken:
            raise NotHereError(BROKEN.format(f"{type(broken).__name__}: {broken}")) from broken
    far = sorted(
        (row for row in found if row[1] >= classifier.threshold), key=lambda row: (-row[1], row[0])
    )
    return Answer(tuple(r[0] + 1 for r in far), tuple(sorted({r[0] + 1 for r in found})))


def _process() -> Any:  # noqa: ANN401 -- logreduce may be absent, and ships no types
    # Its HTML report, which is not made here, asks for pkg_resources when it is imported, and
    # setuptools 82 and newer have none.
    sys.modules.setdefault("pkg_resources", ModuleType("pkg_resources"))
    try:
        return import_module("logreduce.process")
    except ImportError as absent:
        raise NotHereError(ABSENT.format(absent)) from absent
