"""The figures of recorded commits, one JSON line each, so that one sees them move.

Ours alone: what grep finds does not change from commit to commit.
"""

import json
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.cases import ROOT

FILE = Path(__file__).parent / "results.jsonl"
PLACES = 4  # more would change with the order of a sum


# set of cases: row of its table: name of the figure
Figures = Mapping[str, Mapping[str, Mapping[str, float]]]


def last(file: Path = FILE) -> Figures:
    """The latest recorded figures of each set; empty when nothing is recorded."""
    figures: dict[str, Mapping[str, Mapping[str, float]]] = {}
    if file.exists():
        for row in file.read_text().splitlines():
            figures |= json.loads(row)["figures"]
    return figures


def add(figures: Figures, commit: str, date: str, file: Path = FILE) -> None:
    """Append a line; a commit that is measured again replaces its line."""
    rows = file.read_text().splitlines() if file.exists() else []
    kept = [row for row in rows if json.loads(row)["commit"] != commit]
    told = {
        cases: {row: {n: round(v, PLACES) for n, v in named.items()} for row, named in rows.items()}
        for cases, rows in figures.items()
    }
    line = json.dumps({"commit": commit, "date": date, "figures": told})
    file.write_text("".join(row + "\n" for row in [*kept, line]))


def commit(root: Path = ROOT) -> str:
    """The short name of the commit that is checked out, with a "+" when files differ from it."""
    name = _git(root, "rev-parse", "--short=12", "HEAD")
    changed = _git(root, "status", "--porcelain", "--untracked-files=no")
    return name + ("+" if changed else "")


def today() -> str:
    """The date, UTC."""
    return datetime.now(UTC).date().isoformat()


def _git(root: Path, *words: str) -> str:
    return subprocess.run(
        ["git", "-C", str(root), *words], capture_output=True, text=True, check=True
    ).stdout.strip()
