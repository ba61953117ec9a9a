"""What one piece of work counts, in memory until it is done: Redis is written to once."""

from bisect import bisect_left

from bot.figures.declared import COUNTERS, DURATIONS

Key = tuple[str, tuple[str, ...]]  # a field's name and the values of its labels

SUM, BUCKET = "_sum", "_bucket"
INFINITE = "+Inf"

_COUNTERS = {each.name: each for each in COUNTERS}
_DURATIONS = {each.name: each for each in DURATIONS}


class MemoryTally:
    """Counts and durations by field. A name or label that is not declared raises KeyError."""

    def __init__(self) -> None:
        self.fields: dict[Key, float] = {}

    def count(self, name: str, by: float = 1, **labels: str) -> None:
        """Add to a counter."""
        self._add(name, _values(_COUNTERS[name].labels, labels), by)

    def took(self, name: str, seconds: float, **labels: str) -> None:
        """Note a duration: into the one bucket where it belongs; the page adds them up."""
        declared = _DURATIONS[name]
        values = _values(declared.labels, labels)
        at = bisect_left(declared.buckets, seconds)
        bound = str(declared.buckets[at]) if at < len(declared.buckets) else INFINITE
        self._add(name + BUCKET, (*values, bound), 1)
        self._add(name + SUM, values, seconds)

    def _add(self, field: str, values: tuple[str, ...], by: float) -> None:
        self.fields[field, values] = self.fields.get((field, values), 0.0) + by


def _values(names: tuple[str, ...], labels: dict[str, str]) -> tuple[str, ...]:
    if set(names) != set(labels):
        raise KeyError(f"labels {sorted(labels)} where {sorted(names)} are declared")
    return tuple(labels[name] for name in names)
