"""The measures, as pure functions over line numbers, words and pairs; means are over cases."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

BINS = 5  # of equal width; with 65 cases ten would hold a handful each


@dataclass(frozen=True, slots=True)
class Overlap:
    """Lines chosen against the true ones: three shares of 0 to 1."""

    precision: float
    recall: float
    f1: float

    @property
    def full(self) -> float:
        """1 when every true line was chosen."""
        return float(self.recall == 1)


def overlap(chosen: Collection[int], truth: Collection[int]) -> Overlap:
    """Precision, recall and F1 of the lines chosen; all 0 when nothing was."""
    right = len(set(truth) & set(chosen))
    if not right:
        return Overlap(0.0, 0.0, 0.0)
    precision, recall = right / len(set(chosen)), right / len(set(truth))
    return Overlap(precision, recall, 2 * precision * recall / (precision + recall))


def hit(ranked: Sequence[int], keys: Collection[int], first: int) -> float:
    """1 when one of the `first` lines of the ranking is a key line, else 0."""
    return float(bool(set(keys) & set(ranked[:first])))


def coverage(text: str, wanted: Sequence[str]) -> float:
    """The share of the wanted strings that the text holds, whatever their case; 1 for none."""
    folded = text.casefold()
    return fmean(float(one.casefold() in folded) for one in wanted) if wanted else 1.0


def mean(values: Iterable[float]) -> float:
    """The mean, and 0 of nothing."""
    held = list(values)
    return fmean(held) if held else 0.0


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean F1 of the true classes, from pairs of (true, said).

    A class that is only ever said wrongly costs the others' recall; it has no F1 of its own.
    """
    return mean(_class_f1(pairs, kind) for kind in sorted({true for true, _ in pairs}))


def _class_f1(pairs: Sequence[tuple[str, str]], kind: str) -> float:
    right = sum(true == said == kind for true, said in pairs)
    missed = sum(true == kind != said for true, said in pairs)
    wrong = sum(said == kind != true for true, said in pairs)
    return 2 * right / (2 * right + missed + wrong)


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence lies in one part of 0 to 1."""

    low: float
    high: float
    count: int
    confidence: float  # their mean
    right: float  # the share of them that was right

    @property
    def gap(self) -> float:
        """How far confidence and truth are apart."""
        return abs(self.confidence - self.right)


def reliability(pairs: Sequence[tuple[float, float]], bins: int = BINS) -> list[Bin]:
    """The bins that hold answers, from pairs of (confidence, 1 when right); 1.0 is in the last."""
    held: dict[int, list[tuple[float, float]]] = {}
    for sure, right in pairs:
        held.setdefault(min(bins - 1, int(sure * bins)), []).append((sure, right))
    return [
        Bin(n / bins, (n + 1) / bins, len(b), fmean(c for c, _ in b), fmean(r for _, r in b))
        for n, b in sorted(held.items())
    ]


def calibration(pairs: Sequence[tuple[float, float]], bins: int = BINS) -> float:
    """The expected calibration error: the bins' gaps, each weighted with its share of answers."""
    return sum(b.count * b.gap for b in reliability(pairs, bins)) / max(len(pairs), 1)
