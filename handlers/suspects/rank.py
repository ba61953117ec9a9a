"""Rank commits by what speaks for them and against them. Pure."""

from collections.abc import Iterable, Sequence
from itertools import islice
from math import log10

from handlers.kit.words import Words
from handlers.suspects import against, reasons, words
from handlers.suspects.evidence import Evidence, touched
from handlers.suspects.values import Reason
from integrations.git import Commit

MOST_OF_A_KIND = 2  # a second reason of a kind counts half, a third none
LATE = 0.03  # what the newest commit has over the oldest
TELLING = 0.15  # a first score below this tells nothing
APART = 0.1  # and so does one that is no further than this from the last
BROAD = 20  # files; a commit that touches more is named by chance more often
SURE = 0.97
RECENT = Words("is one of the newest")

Ranked = tuple[Commit, float, tuple[Reason, ...]]


def rank(
    commits: Sequence[Commit], known: Evidence, *, since_good: bool = True, files: bool = True
) -> tuple[tuple[Ranked, ...], bool]:
    """The commits (newest first), most telling evidence in front, and whether it tells them apart.

    Where it does not, they stay as they are. `since_good` says that they follow a good build,
    `files` that it is known which files they touch.
    """
    changes = words.Changes(commits, known)
    scored = []
    for at, commit in enumerate(commits):
        told = _best(
            [
                *reasons.blame(commit, known),
                *reasons.place(commit, known),
                *reasons.test(commit, known),
                *reasons.tested(commit, known),
                *reasons.build(commit, known),
                *changes.reasons(commit, known),
                *words.said(commit, known),
                *words.only(commits, since_good=since_good),
                *against.docs(commit, known=files),
                *against.merge(commit, commits),
                *against.undone(commit, commits),
            ]
        )
        late = Reason("recent", RECENT, LATE * (len(commits) - at) / len(commits))
        scored.append((commit, score((*told, late), len(touched(commit))), (*told, late)))
    ordered = sorted(scored, key=lambda row: -row[1])
    if _is_clear(ordered):
        return tuple(ordered), True
    return tuple(scored), False


def score(told: Iterable[Reason], files: int) -> float:
    """The reasons as one number, 0 to 1: each for it takes away from doubt, each against from it.

    Of a commit that touches very many files each reason weighs less.
    """
    broad = 1.0 if files <= BROAD else 1 / (1 + log10(files / BROAD))
    doubt, kept = 1.0, 1.0
    seen: dict[str, int] = {}
    for reason in told:
        nth = seen[reason.kind] = seen.get(reason.kind, 0) + 1
        if reason.weight >= 0:
            doubt *= 1 - reason.weight * broad / nth
        else:
            kept *= 1 + reason.weight
    return min(SURE, (1 - doubt) * kept)


def _best(told: Sequence[Reason]) -> tuple[Reason, ...]:
    """The strongest reasons of each kind, strongest first; those that say the same count once."""
    kinds: dict[str, dict[object, Reason]] = {}
    for reason in sorted(told, key=lambda reason: -abs(reason.weight)):
        kinds.setdefault(reason.kind, {}).setdefault(reason.text, reason)
    kept = [r for same in kinds.values() for r in islice(same.values(), MOST_OF_A_KIND)]
    return tuple(sorted(kept, key=lambda reason: -reason.weight))


def _is_clear(ordered: Sequence[Ranked]) -> bool:
    if not ordered or ordered[0][1] < TELLING:
        return False
    return len(ordered) == 1 or ordered[0][1] - ordered[-1][1] >= APART
