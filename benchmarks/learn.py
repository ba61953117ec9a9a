"""`python -m benchmarks.learn`: learn which lines around a candidate belong to the failure.

Reads the labelled logs, looks at each through the engine's own features, and writes the forest
that the package ships, `handlers/diagnosis/region.json`: the same data gives the same file. For
measuring, `left_out` learns once per fold, each time without the projects of that fold.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from zlib import crc32

from benchmarks.cases import ROOT, builds, chunks, data
from handlers.diagnosis.features import features
from handlers.diagnosis.forest import FILE, Forest, from_json
from handlers.diagnosis.reading import read
from handlers.diagnosis.regions import around

TARGET = ROOT / "handlers" / "diagnosis" / FILE
FOLDS = 5
ANCHORS = 3  # candidates of one log that are learned from, at most
SHARE = 15  # labelled lines of one log that count in full; a longer region counts no more
WRONG = 0.3  # what a candidate outside the labelled lines counts: it is to be told from a good one
TREES = 160
# Small trees, each of few features and a part of the lines: what holds for builds never seen.
GROWTH: dict[str, Any] = {
    "objective": "binary",
    "num_leaves": 15,
    "learning_rate": 0.07,
    "min_data_in_leaf": 100,
    "lambda_l2": 50,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "max_bin": 63,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "verbose": -1,
}
DIGITS = 5


@dataclass(frozen=True)
class Task:
    """A labelled log: its name and project, and the true lines."""

    name: str
    project: str
    path: Path
    lines: frozenset[int]


@dataclass(frozen=True)
class Seen:
    """A log as it is learned from: rows of features, whether each is true, what it counts."""

    project: str
    names: tuple[str, ...]
    rows: list[list[float]]
    true: list[bool]
    weights: list[float]


def tasks(folder: Path) -> list[Task]:
    """Every failed build of the data with its project; the two sets share some projects."""
    keyed = [
        Task(b.name, project_of(b.name, str(b.truth["project"] or "")), b.path, frozenset(b.lines))
        for b in builds(folder)
        if not b.decoy
    ]
    return [
        *keyed,
        *(Task(c.name, project_of(c.name, ""), c.path, frozenset(c.lines)) for c in chunks(folder)),
    ]


def project_of(name: str, project: str) -> str:
    """The project of a log: its repository's last word; a chunk's name holds language and owner."""
    if name.startswith("cid-"):
        return name.split("-")[1]
    if project:
        return project.lower().rpartition("/")[2]
    return name.rpartition("-")[0].lower().split("_", 2)[-1]


def fold(project: str) -> int:
    """The part that a project is in, always the same."""
    return crc32(project.encode()) % FOLDS


def look(task: Task) -> Seen | None:
    """One log through the engine's features: the lines around some of its candidates."""
    reading = read([task.path.read_bytes()])
    top = [one.line for one in reading.top]
    if not top:
        return None
    right = [line for line in top if line in task.lines][:ANCHORS]
    names: tuple[str, ...] = ()
    rows: list[list[float]] = []
    true: list[bool] = []
    weights: list[float] = []
    for anchor in [*right, *(top[:1] if top[0] not in task.lines else ())]:
        lines = around(reading, anchor)
        made = features(lines)
        names = tuple(made)
        rows += map(list, zip(*made.values(), strict=True))
        here = [n in task.lines for n in lines.numbers]
        one = min(1.0, SHARE / max(1, sum(here))) / max(1, len(right))
        much = 1.0 / max(1, len(right))
        if anchor not in task.lines:
            one, much = WRONG * one, WRONG
        true += here
        weights += [one if is_true else much for is_true in here]
    return Seen(task.project, names, rows, true, weights)


@cache
def everything(folder: Path) -> list[Seen]:
    """All labelled logs, looked at in two processes."""
    with get_context("fork").Pool(2) as pool:
        return [seen for seen in pool.map(look, tasks(folder), chunksize=4) if seen]


def grown(seen: Sequence[Seen]) -> dict[str, Any]:
    """The forest that these logs teach, as the file holds it."""
    import lightgbm  # noqa: PLC0415 -- only training needs it
    import numpy  # noqa: PLC0415

    rows = numpy.array([row for one in seen for row in one.rows], dtype=numpy.float32)
    true = numpy.array([is_true for one in seen for is_true in one.true])
    weights = numpy.array([weight for one in seen for weight in one.weights])
    taught = lightgbm.Dataset(rows, true, weight=weights, free_raw_data=True)
    dump = lightgbm.train(GROWTH, taught, TREES).dump_model()
    return {
        "features": list(seen[0].names),
        "trees": [_flat(tree["tree_structure"]) for tree in dump["tree_info"]],
    }


def _flat(root: dict[str, Any]) -> dict[str, Any]:
    splits: list[list[float]] = []
    leaves: list[float] = []

    def add(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            leaves.append(round(node["leaf_value"], DIGITS))
            return ~(len(leaves) - 1)
        at = len(splits)
        splits.append([])
        limit = float(f"{node['threshold']:.{DIGITS}g}")
        low, high = add(node["left_child"]), add(node["right_child"])
        splits[at] = [node["split_feature"], limit, low, high]
        return at

    add(root)
    return {"splits": splits, "leaves": leaves}


@cache
def left_out(folder: Path) -> tuple[Forest, ...]:
    """One forest a fold, each without the projects of its fold."""
    seen = everything(folder)
    return tuple(
        from_json(grown([one for one in seen if fold(one.project) != part]))
        for part in range(FOLDS)
    )


def written(forest: dict[str, Any]) -> str:
    """The file: one tree a line, so that a change can be read."""
    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in forest["trees"])
    names = json.dumps(forest["features"], separators=(", ", ": "))
    return f'{{"features": {names},\n"trees": [\n{trees}\n]}}\n'


def main(arguments: Iterable[str]) -> int:
    """Write the file, or with --check say whether it is what the data teaches."""
    folder = data()
    if folder is None:
        print("The labelled logs are not here: lay them in ../shared/data or set PILOTHOUSE_DATA.")
        return 2
    text = written(grown(everything(folder)))
    if "--check" in arguments:
        same = TARGET.read_text() == text
        print(f"{TARGET.name} is {'' if same else 'not '}what the data teaches")
        return 0 if same else 1
    TARGET.write_text(text)
    print(f"{TARGET}: {len(text) // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
