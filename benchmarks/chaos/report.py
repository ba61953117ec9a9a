"""What came of the experiments: lines to print, and whether the promises are kept. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.chaos.checker import Verdict
from benchmarks.chaos.crashes import Crashed
from benchmarks.chaos.sending import Acks
from benchmarks.chaos.storm import Told

PENDING = 60.0  # seconds from an ack to the page, at the most
SLACKS = 3.0  # seconds in which an ack must come
QUICK = 0.5  # seconds of the 99th of 100 acks while everything outside hangs


def quantile(values: Sequence[float], part: float) -> float:
    """The value that so large a part of them does not pass; 0 where there are none."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(part * len(ranked)))] if ranked else 0.0


def storm_kept(told: Told) -> bool:
    """Nothing lost, nothing twice, nothing given up."""
    return told.verdict.clean and not told.dead


def in_time(told: Told) -> bool:
    """No message after more than a minute, no ack after Slack's time."""
    return quantile(told.verdict.waits, 1) <= PENDING and not told.acks.late(SLACKS)


def of_storm(told: Told) -> Iterator[str]:
    """A storm's lines."""
    verdict, took = told.verdict, told.acks.took
    yield f"  inbound: {_counts(told.kinds)}; {told.acks.again:,} of them twice; {told.seconds:.0f} s"
    yield f"  kill -9: {sum(told.kills.values())} ({_counts(told.kills)})"
    yield f"  Slack's trouble: {_counts(told.trouble)}"
    yield f"  acks: {_acks(told.acks, took)}"
    yield (
        f"  from ack to page: p50 {quantile(verdict.waits, 0.5):.1f} s, "
        f"p99 {quantile(verdict.waits, 0.99):.1f} s, most {quantile(verdict.waits, 1):.1f} s"
        f" ({verdict.last})"
    )
    yield f"  {_said(verdict)}; dead letters {told.dead}"
    yield from _names(verdict)


def control_kept(told: Told) -> bool:
    """The control proves the checker where it does find something twice, and nothing lost."""
    return bool(told.verdict.twice) and not told.verdict.lost


def crash_kept(crashed: Crashed, each: int) -> bool:
    """The point was really passed so often, and nothing came of it."""
    return crashed.crashes >= each and crashed.verdict.clean


def of_crash(crashed: Crashed) -> Iterator[str]:
    """A point's line."""
    most = quantile(crashed.verdict.waits, 1)
    yield f"  {crashed.point:40} crashes {crashed.crashes:3}, {_said(crashed.verdict)}; most {most:.0f} s"
    yield from _names(crashed.verdict)


def all_acked(acks: Acks) -> bool:
    """Every request is acked at the first try, within Slack's time."""
    return not (acks.silent or acks.broken or acks.later or acks.late(SLACKS))


def quickly_acked(acks: Acks) -> bool:
    """99 of 100 come within half a second."""
    return quantile(acks.took, 0.99) <= QUICK


def of_acks(acks: Acks) -> Iterator[str]:
    """The lines of the acks while everything hangs."""
    yield f"  {len(acks.took):,} acks: {_acks(acks, acks.took)}"


def _acks(acks: Acks, took: Sequence[float]) -> str:
    return (
        f"p50 {_ms(took, 0.5)}, p99 {_ms(took, 0.99)}, most {_ms(took, 1)}; "
        f"{acks.late(SLACKS)} over 3 s, {acks.silent} silent for 3 s, {acks.broken} lines broken, "
        f"{acks.later} refused for now"
    )


def _said(verdict: Verdict) -> str:
    return (
        f"messages {verdict.wanted:,}: lost {len(verdict.lost)}, twice {len(verdict.twice)}, "
        f"stale {len(verdict.stale)}, never asked for {len(verdict.strange)}"
    )


def _names(verdict: Verdict) -> Iterator[str]:
    for name in ("lost", "twice", "stale", "strange"):
        marks = getattr(verdict, name)
        if marks:
            yield f"    {name}: {', '.join(marks[:10])}"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items()) or "none"


def _ms(values: Sequence[float], part: float) -> str:
    return f"{1000 * quantile(values, part):.0f} ms"
