"""What of the evidence fits into a question to a model: near and decisive pieces first. Pure."""

from collections.abc import Sequence

from handlers.citing.evidence import Evidence, row
from handlers.explain.tokens import tokens

OLD = 0.5  # what the oldest piece counts beside the newest one of the same weight


def fitted(
    evidence: Sequence[Evidence], budget: int
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """The pieces that fit into so many tokens, and those that were left out, each in its order.

    The heavier piece comes first, and of two of the same weight the newer one. A piece that does
    not fit does not keep a smaller one out.
    """
    worth = _worth(evidence)
    kept: set[int] = set()
    for at in sorted(range(len(evidence)), key=lambda at: (-worth[at], -at)):
        cost = tokens(row(evidence[at])) + 1
        if cost <= budget:
            kept.add(at)
            budget -= cost
    inside = tuple(each for at, each in enumerate(evidence) if at in kept)
    return inside, tuple(each for at, each in enumerate(evidence) if at not in kept)


def _worth(evidence: Sequence[Evidence]) -> list[float]:
    """The weight of each piece, less by its age: the oldest of all counts OLD of its weight."""
    times = [each.when.timestamp() for each in evidence if each.when]
    last = max(times, default=0.0)
    span = last - min(times, default=0.0)
    ages = [(last - e.when.timestamp()) / span if e.when and span else 0.0 for e in evidence]
    return [each.weight * (1 - (1 - OLD) * age) for each, age in zip(evidence, ages, strict=True)]
