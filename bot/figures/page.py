"""The page at /metrics, in Prometheus's exposition format."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from bot.figures.declared import ACK_BUCKETS, COUNTERS, DURATIONS, Duration
from bot.figures.tally import BUCKET, INFINITE, SUM, Key
from handlers.kit import Pulse

PREFIX = "pilothouse_"
KINDS = {"slash_commands", "events_api", "interactive", "hook"}


class Acks:
    """How fast this web process acks: kept here and not in Redis, which an ack must not wait for."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._seconds = Histogram(
            PREFIX + "ack_seconds",
            "From a request's arrival to its ack.",
            ("kind",),
            buckets=ACK_BUCKETS,
            registry=self.registry,
        )

    def took(self, kind: str, seconds: float) -> None:
        """Note one ack; kinds are those of Slack's Socket Mode, and hook."""
        self._seconds.labels(kind if kind in KINDS else "other").observe(seconds)


def page(acks: Acks, figures: Mapping[Key, float] | None, pulse: Pulse | None) -> bytes:
    """The whole page; `figures` and `pulse` are None where Redis did not tell them."""
    registry = CollectorRegistry()
    registry.register(_Told(_families(figures, pulse)))
    return bytes(generate_latest(acks.registry)) + bytes(generate_latest(registry))


class _Told(Collector):
    """Metrics that are known already, as the library wants them."""

    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = tuple(families)

    def collect(self) -> Iterable[Metric]:
        return self._families


def _families(figures: Mapping[Key, float] | None, pulse: Pulse | None) -> Iterator[Metric]:
    up = GaugeMetricFamily(PREFIX + "redis_up", "Whether Redis answered this page.")
    up.add_metric([], 0.0 if figures is None or pulse is None else 1.0)
    yield up
    if pulse:
        yield from _gauges(pulse)
    if figures is not None:
        yield from _counters(figures)
        for declared in DURATIONS:
            yield _histogram(declared, figures)


def _gauges(pulse: Pulse) -> Iterator[Metric]:
    told = (
        ("queue_depth", "Asks, news and messages that wait.", pulse.waiting),
        ("queue_age_seconds", "How long the oldest of them has waited.", pulse.oldest_seconds),
        ("dead_letters", "What could not be delivered or worked on.", pulse.undelivered),
        ("workers", "Workers that Redis knows.", pulse.workers),
    )
    for name, words, value in told:
        gauge = GaugeMetricFamily(PREFIX + name, words)
        gauge.add_metric([], value)
        yield gauge


def _counters(figures: Mapping[Key, float]) -> Iterator[Metric]:
    for declared in COUNTERS:
        family = CounterMetricFamily(PREFIX + declared.name, declared.help, labels=declared.labels)
        for (name, values), value in sorted(figures.items()):
            if name == declared.name and len(values) == len(declared.labels):
                family.add_metric(values, value)
        yield family


def _histogram(declared: Duration, figures: Mapping[Key, float]) -> Metric:
    family = HistogramMetricFamily(PREFIX + declared.name, declared.help, labels=declared.labels)
    bounds = [*map(str, declared.buckets), INFINITE]
    for name, values in sorted(figures):
        if name != declared.name + SUM or len(values) != len(declared.labels):
            continue
        each = (figures.get((declared.name + BUCKET, (*values, bound)), 0.0) for bound in bounds)
        buckets = list(zip(bounds, accumulate(each), strict=True))
        family.add_metric(values, buckets, figures[name, values])
    return family
