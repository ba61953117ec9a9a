"""`make bench ARGS=--learn`: learn which candidate leads, and which lines belong to it.

Reads the labelled logs, looks at each through the engine's own features, and writes the forests
that the package ships, `lead.json` and `region.json` in `handlers/diagnosis/`: the same data gives
the same files. For measuring, `left_out` learns once per fold, each time without the projects of
that fold.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from zlib import crc32

from benchmarks.cases import ROOT, builds, chunks, data
from handlers.diagnosis.around import Around, Lines
from handlers.diagnosis.features import features
from handlers.diagnosis.forest import LEAD, REGION, Learned, from_json
from handlers.diagnosis.lead import of_candidates
from handlers.diagnosis.rank import Ranked
from handlers.diagnosis.reading import read

TARGET = ROOT / "handlers" / "diagnosis"
NO_DATA = "The labelled logs are not here: lay them in ../shared/data or set PILOTHOUSE_DATA."
FOLDS = 5
ANCHORS = 3  # candidates of one log that regions are learned from, at most
SHARE = 15  # labelled lines of one log that count in full; a longer region counts no more
WRONG = 0.3  # what a candidate outside the labelled lines counts: it is to be told from a good one
KEYED = 2.0  # what a candidate counts of a build whose one decisive line is labelled

# Small trees, each of few features and a part of the lines: what holds for builds never seen.
GROWTH: dict[str, Any] = {
    "objective": "binary",
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "verbose": -1,
}


@dataclass(frozen=True)
class Plan:
    """How one forest grows: so many trees from each seed, their answers averaged."""

    growth: dict[str, Any]
    trees: int
    seeds: tuple[int, ...]


PLANS = {
    LEAD: Plan(
        {"num_leaves": 7, "learning_rate": 0.02, "min_data_in_leaf": 40, "lambda_l2": 20},
        350,
        (1, 2),
    ),
    REGION: Plan(
        {
            "num_leaves": 15,
            "learning_rate": 0.07,
            "min_data_in_leaf": 100,
            "lambda_l2": 50,
            "max_bin": 63,
        },
        160,
        (7,),
    ),
}
DIGITS = 5


@dataclass(frozen=True)
class Task:
    """A labelled log: its name and project, the true lines, and the decisive ones if labelled."""

    name: str
    project: str
    path: Path
    lines: frozenset[int]
    keys: frozenset[int] = frozenset()


@dataclass
class Rows:
    """What one forest learns from: rows of features, whether each is true, what it counts."""

    names: tuple[str, ...] = ()
    rows: list[list[float]] = field(default_factory=list)
    true: list[bool] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def add(self, row: dict[str, float], weight: float, *, true: bool) -> None:
        """One more row."""
        self.names = self.names or tuple(row)
        self.rows.append(list(row.values()))
        self.true.append(true)
        self.weights.append(weight)


@dataclass(frozen=True)
class Taught:
    """A log as it is learned from, for each forest."""

    project: str
    rows: dict[str, Rows]


def tasks(folder: Path) -> list[Task]:
    """Every failed build of the data with its project; the two sets share some projects."""
    keyed = [
        Task(
            b.name,
            project_of(b.name, str(b.truth["project"] or "")),
            b.path,
            frozenset(b.lines),
            frozenset(b.keys),
        )
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


def look(task: Task) -> Taught | None:
    """One log through the engine's features."""
    reading = read([task.path.read_bytes()])
    if not reading.top:
        return None
    around = reading.around()
    return Taught(
        task.project,
        {
            LEAD: _candidates(task, around, reading.top),
            REGION: _lines(task, around, [one.line for one in reading.top]),
        },
    )


def _candidates(task: Task, around: Around, top: Sequence[Ranked]) -> Rows:
    found = Rows()
    right, weight = (task.keys, KEYED) if task.keys else (task.lines, 1.0)
    for line, row in of_candidates(around, top):
        found.add(row, weight, true=line in right)
    return found


def _lines(task: Task, around: Around, top: Sequence[int]) -> Rows:
    """The lines around the best candidates that are right, and around the first if it is wrong."""
    found = Rows()
    right = [line for line in top if line in task.lines][:ANCHORS]
    for anchor in [*right, *(top[:1] if top[0] not in task.lines else ())]:
        lines = Lines(around, anchor)
        made = features(lines)
        here = [n in task.lines for n in lines.numbers]
        counts = 1.0 / max(1, len(right)) if anchor in task.lines else WRONG
        of_true = counts * min(1.0, SHARE / max(1, sum(here)))
        for true, values in zip(here, zip(*made.values(), strict=True), strict=True):
            row = dict(zip(made, values, strict=True))
            found.add(row, of_true if true else counts, true=true)
    return found


@cache
def everything(folder: Path) -> list[Taught]:
    """All labelled logs, looked at in two processes."""
    with get_context("fork").Pool(2) as pool:
        return [taught for taught in pool.map(look, tasks(folder), chunksize=4) if taught]


def grown(taught: Sequence[Taught], which: str) -> dict[str, Any]:
    """The forest that these logs teach, as its file holds it."""
    import lightgbm  # noqa: PLC0415 -- only training needs it
    import numpy  # noqa: PLC0415

    plan, seen = PLANS[which], [one.rows[which] for one in taught]
    rows = numpy.array([row for one in seen for row in one.rows], dtype=numpy.float32)
    true = numpy.array([true for one in seen for true in one.true])
    weights = numpy.array([weight for one in seen for weight in one.weights])
    trees: list[dict[str, Any]] = []
    for seed in plan.seeds:
        lesson = lightgbm.Dataset(rows, true, weight=weights)
        grown_now = lightgbm.train({**GROWTH, **plan.growth, "seed": seed}, lesson, plan.trees)
        trees += grown_now.dump_model()["tree_info"]
    names = next(one.names for one in seen if one.names)
    part = 1 / len(plan.seeds)
    return {
        "features": list(names),
        "trees": [_flat(tree["tree_structure"], part) for tree in trees],
    }


def _flat(root: dict[str, Any], part: float) -> dict[str, Any]:
    splits: list[list[float]] = []
    leaves: list[float] = []

    def add(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            leaves.append(round(part * node["leaf_value"], DIGITS))
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
def left_out(folder: Path) -> tuple[Learned, ...]:
    """What is learned without the projects of each fold."""
    return tuple(_without(everything(folder), part) for part in range(FOLDS))


def _without(taught: Sequence[Taught], part: int) -> Learned:
    others = [one for one in taught if fold(one.project) != part]
    return Learned(from_json(grown(others, LEAD)), from_json(grown(others, REGION)))


def written(forest: dict[str, Any]) -> str:
    """The file: one tree a line, so that a change can be read."""
    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in forest["trees"])
    names = json.dumps(forest["features"], separators=(", ", ": "))
    return f'{{"features": {names},\n"trees": [\n{trees}\n]}}\n'


def main(*, check: bool) -> int:
    """Write the files, or with `check` say whether they are what the data teaches."""
    folder = data()
    if folder is None:
        print(NO_DATA)
        return 2
    texts = {name: written(grown(everything(folder), name)) for name in PLANS}
    if check:
        other = [name for name, text in texts.items() if (TARGET / name).read_text() != text]
        print(f"not what the data teaches: {', '.join(other) or 'none'}")
        return 1 if other else 0
    for name, text in texts.items():
        (TARGET / name).write_text(text)
        print(f"{TARGET / name}: {len(text) // 1000} kB")
    return 0
