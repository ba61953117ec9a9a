"""A learned forest of small trees, read from a file that a person can read, asked line by line."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from handlers.diagnosis.odds import chance

LEAD, REGION = "lead.json", "region.json"


@dataclass(frozen=True, slots=True)
class Tree:
    """Splits `(feature, at, low, high)` from the root; below 0 stands `~leaf`, its worth in `leaves`."""

    splits: tuple[tuple[int, float, int, int], ...]
    leaves: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees over named features; their leaves add up to the log-odds."""

    features: tuple[str, ...]
    trees: tuple[Tree, ...]

    def chance(self, row: Sequence[float]) -> float:
        """The chance, 0 to 1, of a line whose features are `row`, in the order of `features`."""
        odds = 0.0
        for tree in self.trees:
            at = 0 if tree.splits else ~0
            while at >= 0:
                feature, limit, low, high = tree.splits[at]
                at = low if row[feature] <= limit else high
            odds += tree.leaves[~at]
        return chance(odds)


def from_json(data: Mapping[str, Sequence[object]]) -> Forest:
    """The forest of a file: `features` are names, each tree has `splits` and `leaves`."""
    trees: Sequence[Mapping[str, Sequence[Sequence[float]]]] = data["trees"]  # type: ignore[assignment]
    return Forest(
        tuple(map(str, data["features"])),
        tuple(
            Tree(
                tuple((int(f), float(at), int(low), int(high)) for f, at, low, high in t["splits"]),
                tuple(float(leaf) for leaf in t["leaves"]),  # type: ignore[arg-type]
            )
            for t in trees
        ),
    )


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned from labelled builds: which candidate leads, and what belongs to it."""

    lead: Forest
    region: Forest


@cache
def shipped() -> Learned:
    """The forests that the package brings; `make bench ARGS=--learn` makes them."""
    folder = files(__package__)
    lead, region = (json.loads((folder / name).read_text("utf-8")) for name in (LEAD, REGION))
    return Learned(from_json(lead), from_json(region))
