"""Names for series: the labels that tell them apart and no others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

METRIC = "__name__"
BETWEEN = " · "
NONE = "–"  # a label that this series lacks and another has
NAMELESS = "value"


@dataclass(frozen=True)
class Names:
    """What each series is called, and the labels whose values these names are."""

    told: tuple[str, ...]
    each: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The labels in words, over the names."""
        return BETWEEN.join(shown(name) for name in self.told)


def shown(label: str) -> str:
    """What a label is called: the one that holds the metric's name has a name of its own."""
    return "metric" if label == METRIC else label


def names_of(labels: Sequence[Mapping[str, str]]) -> Names:
    """The shortest telling names of series, in their order; distinct series get distinct names."""
    if len(labels) == 1:
        return Names((), (_alone(labels[0]),))
    told = _differing(labels)
    if not told:  # no few values tell them apart
        return Names((), tuple(_whole(each) for each in labels))
    return Names(tuple(told), tuple(_joined(each, told) for each in labels))


def _alone(labels: Mapping[str, str]) -> str:
    inside = ", ".join(f"{k}={v}" for k, v in sorted(labels.items()) if k != METRIC)
    name = labels.get(METRIC, "")
    return f"{name} {inside}".strip() or NAMELESS


def _whole(labels: Mapping[str, str]) -> str:
    """All labels as PromQL writes them."""
    return "{" + ", ".join(f'{k}="{v}"' for k, v in sorted(labels.items())) + "}"


def _joined(labels: Mapping[str, str], told: Sequence[str]) -> str:
    return BETWEEN.join(labels.get(name) or NONE for name in told)


def _differing(labels: Sequence[Mapping[str, str]]) -> list[str]:
    """The labels whose values differ, without those that only repeat another in other words."""
    every = sorted({name for each in labels for name in each})
    columns = {name: tuple(each.get(name, "") for each in labels) for name in every}
    kept: dict[str, tuple[str, ...]] = {}
    for name in sorted(every, key=lambda n: (n == METRIC, sum(map(len, columns[n])), n)):
        column = columns[name]
        if len(set(column)) > 1 and not any(_same(column, other) for other in kept.values()):
            kept[name] = column
    told = [name for name in sorted(every, key=lambda n: (n != METRIC, n)) if name in kept]
    named = {_joined(each, told) for each in labels}
    # A dash or a dot in the values themselves may make two names alike.
    return told if len(named) == len({tuple(sorted(each.items())) for each in labels}) else []


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether each value of the one stands for exactly one value of the other."""
    pairs = set(zip(one, other, strict=True))
    return len(pairs) == len(set(one)) == len(set(other))
