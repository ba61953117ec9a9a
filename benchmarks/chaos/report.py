"""What came of an experiment, as lines to print. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.chaos.storm import Told


def quantile(values: Sequence[float], part: float) -> float:
    """The value that so large a part of them does not pass; 0 where there are none."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(part * len(ranked)))] if ranked else 0.0


def of_storm(told: Told) -> Iterator[str]:
    """A storm's table."""
    verdict, acks = told.verdict, told.acks
    yield f"inbound: {_counts(told.kinds)}; {acks.again:,} of them twice; {told.seconds:.0f} s"
    yield f"kill -9: {sum(told.kills.values())} ({_counts(told.kills)})"
    yield f"Slack's trouble: {_counts(told.trouble)}"
    yield (
        f"acks: p50 {_ms(acks.took, 0.5)}, p99 {_ms(acks.took, 0.99)}, most {_ms(acks.took, 1)}; "
        f"{acks.late(3.0)} over 3 s, {acks.silent} without one in 3 s, {acks.broken} lines broken, "
        f"{acks.later} refused for now"
    )
    yield (
        f"from ack to page: p50 {quantile(verdict.waits, 0.5):.1f} s, "
        f"p99 {quantile(verdict.waits, 0.99):.1f} s, most {quantile(verdict.waits, 1):.1f} s"
    )
    yield (
        f"messages wanted {verdict.wanted:,}: lost {len(verdict.lost)}, twice {len(verdict.twice)}, "
        f"stale {len(verdict.stale)}, never asked for {len(verdict.strange)}; dead letters {told.dead}"
    )
    for name, marks in (("lost", verdict.lost), ("twice", verdict.twice), ("stale", verdict.stale)):
        if marks:
            yield f"  {name}: {', '.join(marks[:10])}"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items()) or "none"


def _ms(values: Sequence[float], part: float) -> str:
    return f"{1000 * quantile(values, part):.0f} ms"
