"""Which line to show: what each line has for and against it, joined into one score."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from math import exp, log1p

from handlers.diagnosis.course import Course
from handlers.diagnosis.mask import mask
from handlers.diagnosis.odds import chance
from handlers.diagnosis.scan import Seen
from handlers.diagnosis.shapes.marks import FAILED, UNSTABLE
from handlers.diagnosis.shapes.shape import ERROR, GENERIC
from handlers.diagnosis.store import Store
from handlers.diagnosis.unnamed import LAST, MARKED, unnamed

# What each thing about a line adds to its log-odds of being the one to show.
WEIGHTS = {
    "bias": -3.0,
    "detail": 3.3,
    "error": 2.2,
    "generic": 1.0,
    "summary": 0.3,
    "wrapper": -0.8,
    "noise": -3.5,
    "warning": -2.0,
    "echo": -3.0,
    "says error": 0.8,
    "says warning": -1.4,
    "says info": -0.8,
    "near exit": 1.0,
    "before exit": 0.8,
    "failing step": 0.8,
    "after failure": -1.8,
    "near end": 0.6,
    "first of burst": 0.9,
    "strong around": 0.3,
    "strong before": -0.15,
    "repeats": -0.5,
    "stack below": 0.5,
    "nameless": -0.5,
    "several": 0.5,
    "listed": 3.0,
}
# The same in words, for the reason that is shown beside a candidate.
REASONS = {
    "near exit": "just before the step failed",
    "failing step": "in the failing step",
    "first of burst": "first of its kind here",
    "stack below": "with a stack trace below",
    "strong around": "beside other errors",
}
WORTH = ("noise", "wrapper", "summary", "generic", "error", "detail")
TOLD = 0.5  # how much of a feature is worth a word
BROKEN = (FAILED, UNSTABLE)
LIKELY = 0.4  # the best line's score below which lines without a shape are ranked too
BURST = 12
OLD = 0.1  # what is left of the score of a line that a good run has too
AROUND = 3
RUN = 2  # lines between two of one run
LIST = 8
ANNOUNCE = ("prettier.note", "formatting.jvm", "please.run")
SOFT_NOISE = ("noise.warning", "noise.comment", "noise.ignored")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A line with its score, 0 to 1, and what made it."""

    line: int
    seen: Seen
    score: float
    template: str
    why: dict[str, float]

    @property
    def reason(self) -> str:
        """The score in words."""
        shape = self.seen.shape.name if self.seen.shape else "no known shape"
        parts = [words for name, words in REASONS.items() if self.why.get(name, 0) >= TOLD]
        return "; ".join([f"known shape {shape}", *parts[:3]])


def rank(store: Store, course: Course, total: int, known: Collection[str] = ()) -> list[Ranked]:
    """All lines with a shape, best first; `known` are the templates of a good run's lines.

    Where none of them is likely to be the cause, lines that no shape fits are ranked among them.
    """
    hits = {n: s for n, s in store.seen.items() if s.shape}
    ranked = _ranked(store, course, total, known, hits)
    if course.verdict in BROKEN and (not ranked or ranked[0].score < LIKELY):
        hits |= unnamed(store, course, total)
        ranked = _ranked(store, course, total, known, hits)
    return ranked


def _ranked(
    store: Store, course: Course, total: int, known: Collection[str], hits: dict[int, Seen]
) -> list[Ranked]:
    templates = {n: mask(s.words.bare) for n, s in hits.items()}
    counts = Counter(templates.values())
    around = _Around({n: _worth(s) for n, s in hits.items()})
    ranked = []
    for n, s in hits.items():
        why = _of_words(s) | _of_place(n, course, total) | around.of(n)
        why["repeats"] = log1p(counts[templates[n]] - 1)
        why["listed"] = float(_listed(store, n, s))
        why["stack below"] = float(_framed(store, n))
        new = OLD if templates[n] in known else 1.0
        ranked.append(Ranked(n, s, new * score(why), templates[n], why))
    return _firsts(sorted(ranked, key=lambda r: (-r.score, r.line)))


def _firsts(ranked: list[Ranked]) -> list[Ranked]:
    """Each run of lines of one shape led by its first: the first error is seldom a consequence."""
    runs: dict[str, list[Ranked]] = {}
    for one in sorted(ranked, key=lambda r: r.line):
        if one.seen.shape is LAST:  # of last words the last counts
            continue
        runs.setdefault(one.seen.shape.name if one.seen.shape else "", []).append(one)
    bonus: dict[int, float] = {}
    for run in runs.values():
        first = run[0]
        last = first.line
        for one in run:
            if one.line - last > RUN or one.seen.noise:
                first = one
            last = one.line
            bonus[first.line] = max(bonus.get(first.line, 0.0), one.score)
    raised = [replace(one, score=max(one.score, bonus.get(one.line, 0.0))) for one in ranked]
    return sorted(raised, key=lambda r: (-r.score, r.line))


def score(why: dict[str, float]) -> float:
    """The features joined: 0 to 1."""
    z = WEIGHTS["bias"] + sum(WEIGHTS[name] * value for name, value in why.items())
    return chance(z)


def _worth(seen: Seen) -> int:
    return 0 if seen.noise else seen.strength


def _of_words(seen: Seen) -> dict[str, float]:
    """What the line's own words say."""
    assert seen.shape
    soft = seen.noise in SOFT_NOISE
    return {
        WORTH[seen.shape.strength]: 1.0,
        "noise": float(bool(seen.noise) and not soft),
        "warning": float(soft),
        "says error": float(seen.words.level == "E" or seen.shape is MARKED),
        "says warning": float(seen.words.level == "W"),
        "says info": float(seen.words.level in ("I", "D", "T", "N")),
        "nameless": float(seen.shape.category == "unknown"),
        "several": float(sum(s.strength >= GENERIC for s in seen.shapes) >= 3),  # noqa: PLR2004 -- by eye
    }


def _of_place(line: int, course: Course, total: int) -> dict[str, float]:
    """Where the line stands in the course of the build."""
    away = course.to_exit(line)
    late = line > course.point
    return {
        "echo": float(course.echoed(line)),
        "near exit": exp(-away / 12),
        "before exit": exp(-away / 120),
        "failing step": float(course.step <= line <= course.point),
        "after failure": float(late),
        "near end": exp(-(total - line) / 60),
    }


class _Around:
    """What stands around a line: other strong lines, before and beside it."""

    def __init__(self, worth: dict[int, int]) -> None:
        self._worth = worth
        self._before: dict[int, int] = {}
        count = 0
        for line in sorted(worth):
            self._before[line] = count
            count += worth[line] >= ERROR

    def of(self, line: int) -> dict[str, float]:
        """The features of the line's neighbourhood."""
        own = self._worth[line]
        above = max((self._worth.get(n, 0) for n in range(line - BURST, line)), default=0)
        beside = [self._worth.get(line + d, 0) for d in range(-AROUND, AROUND + 1) if d]
        return {
            "first of burst": float(own >= ERROR and above < ERROR),
            "strong around": float(max(beside) >= ERROR),
            "strong before": log1p(self._before[line]),
        }


def _listed(store: Store, line: int, seen: Seen) -> bool:
    """Whether the line is a path in a list that a note near it announces."""
    if not seen.shape or seen.shape.name != "prettier.path":
        return False
    near = (store.seen.get(n) for n in range(line - LIST, line + LIST))
    return any(s.name in ANNOUNCE for one in near if one for s in one.shapes)


def _framed(store: Store, line: int) -> bool:
    below = store.seen.get(line + 1)
    return bool(below and below.noise in ("noise.frame", "jenkins.frame"))
