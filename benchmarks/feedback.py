"""What people corrected, replayed: a file that `pilothouse feedback cases` printed, named by
PILOTHOUSE_FEEDBACK. Today's engine reads the kept lines of each case again."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from benchmarks.record import Figures
from bot.replayed import report
from handlers.memory.cases import ENGINE, MEMORY, NO, Case, from_record, replayed

VARIABLE = "PILOTHOUSE_FEEDBACK"
NONE = "there are no cases: `pilothouse feedback cases` prints them, {variable} names the file"
UNREAD = "{path} cannot be read: {error}"
NOT_JSON = "{path}, line {number}: no case"


def cases(path: Path) -> Iterator[Case]:
    """The cases of a file; a line that is none is named and passed over."""
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        try:
            record = json.loads(line)
        except ValueError:
            record = None
        case = from_record(record) if isinstance(record, dict) else None
        if case is None:
            print(NOT_JSON.format(path=path, number=number))
        else:
            yield case


def run() -> Figures | None:
    """Print what becomes of each case, and how many the engine, memory or nobody gives."""
    path = os.environ.get(VARIABLE, "")
    if not path:
        print(NONE.format(variable=VARIABLE))
        return None
    try:
        outcomes = [replayed(case) for case in cases(Path(path))]
    except OSError as error:
        print(UNREAD.format(path=path, error=error.strerror))
        return None
    print("\n".join(report(outcomes)))
    if not outcomes:
        return None
    by = [each.by for each in outcomes]
    shares = {name: by.count(name) / len(by) for name in (ENGINE, MEMORY, NO)}
    return {"feedback": {"corrected": shares}}
