"""The sample shop that is measured: its services, and what each of them tells of itself.

A good version of a service answers 4 of 1,000 requests with an error and is quick; a bad one
answers 120 of 1,000 with an error, and a quarter of its requests are slow.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.local.prometheus.labels import labelled
from bot.local.prometheus.lives import ROLLING, Deployment, Lives
from bot.local.prometheus.source import Series, Source
from bot.local.prometheus.waves import Wave

STEP = 5_000  # milliseconds between two scrapes
KEPT = 48 * 3600  # seconds of past that can be asked for

ERRORS = {False: 0.004, True: 0.12}  # share of requests that end in a 500, by badness
NOT_FOUND = 0.011
SLOW = {False: 0.006, True: 0.25}  # share of slow requests
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, math.inf)  # seconds
QUICK_UNDER = (0.05, 0.2, 0.55, 0.8, 0.94, 0.99, 0.998, 1, 1, 1, 1)  # share below each bound
SLOW_UNDER = (0, 0, 0, 0.02, 0.05, 0.15, 0.35, 0.62, 0.93, 0.99, 1)
QUICK_MEAN, SLOW_MEAN = 0.041, 0.97  # seconds

MEGABYTE = 1 << 20
LEAK = {False: 0.003, True: 1.2}  # megabytes a second
MOST_LEAK = {False: 60.0, True: 420.0}
FILLING, DRAINING, FULL = 2.5, 12.0, 420.0  # the queue of a bad version: entries a second, most


@dataclass(frozen=True)
class Service:
    """A part of the shop: requests a second, and the share of them that each instance takes."""

    name: str
    requests: float
    shares: tuple[float, ...]
    queue: str = ""


@dataclass(frozen=True)
class Metric:
    """What Prometheus knows of a metric beside its series."""

    type: str
    help: str


SERVICES = (
    Service("checkout", 40.0, (0.36, 0.33, 0.31), "orders"),
    Service("payments", 12.0, (0.52, 0.48), "settlements"),
    Service("search", 25.0, (0.55, 0.45)),
)
METRICS = {
    "app_info": Metric("gauge", "The version that an instance runs; always 1."),
    "http_request_duration_seconds": Metric("histogram", "How long requests took, in seconds."),
    "http_requests_total": Metric("counter", "Requests answered, by status code."),
    "process_resident_memory_bytes": Metric("gauge", "Resident memory size in bytes."),
    "process_start_time_seconds": Metric("gauge", "When the process started, since the epoch."),
    "queue_depth": Metric("gauge", "Entries that wait in a queue."),
    "up": Metric("gauge", "Whether the instance answered when it was scraped."),
}
# What happened before the shop was opened to people, at which moment the seconds are 0.
PAST = (
    Deployment(-KEPT, "checkout", "1.7.8"),
    Deployment(-KEPT, "payments", "3.4.1"),
    Deployment(-KEPT, "search", "0.9.2"),
    Deployment(-5 * 3600, "checkout", "1.7.9", bad=True),
    Deployment(-5 * 3600 + 840, "checkout", "1.7.8"),
    Deployment(-2 * 3600, "checkout", "1.8.0"),
)


def past(born: float) -> tuple[Deployment, ...]:
    """The deploys before `born` (seconds since the epoch): a short bad one was rolled back."""
    return tuple(replace(each, when=born + each.when) for each in PAST)


def shop(born: float, now: float, deployments: Sequence[Deployment]) -> Source:
    """Everything that is measured, up to `now`; `deployments` came after the shop was `born`."""
    every = (*past(born), *deployments)
    series = [
        each
        for service in SERVICES
        for each in _service(service, [d for d in every if d.service == service.name])
    ]
    first = -(-int((born - KEPT) * 1000) // STEP) * STEP
    series.sort(key=lambda each: each.labels)
    return Source(series, STEP, first, int(now * 1000) // STEP * STEP)


def _service(service: Service, deployments: Sequence[Deployment]) -> Iterator[Series]:
    names = ("200", "404", "500", "quick", "slow")
    waves = {name: Wave(f"{service.name} {name}") for name in names}
    for number, share in enumerate(service.shares):
        labels = {
            "instance": f"{service.name}-{number}:8080",
            "job": "shop",
            "service": service.name,
        }
        lives = Lives(deployments, number * ROLLING)
        yield from _requests(labels, lives, service.requests * share, waves)
        yield from _durations(labels, lives, service.requests * share, waves)
        yield from _process(labels, lives)
    if service.queue:
        yield _queue(service, Lives(deployments, 0.0))


def _series(
    name: str, labels: dict[str, str], value: Callable[[float], float | None], **more: str
) -> Series:
    """A series whose value is a function of seconds."""
    named = labelled({"__name__": name, **labels, **more})
    return Series(named, lambda when: value(when / 1000))


class _Counted:
    """A population of requests; `so_far` is how many an instance had since its restart."""

    def __init__(self, wave: Wave, lives: Lives, requests: float) -> None:
        self._wave, self._lives, self._requests = wave, lives, requests

    def so_far(self, when: float) -> tuple[float, bool]:
        """The requests of the life at a moment, and whether it is a bad one."""
        life = self._lives.at(when)
        total = self._requests * (self._wave.total(when) - self._wave.total(life.start))
        return max(0.0, total), life.bad


def _requests(
    labels: dict[str, str], lives: Lives, requests: float, waves: Mapping[str, Wave]
) -> Iterator[Series]:
    shares: dict[str, Callable[[bool], float]] = {
        "200": lambda bad: 1 - NOT_FOUND - ERRORS[bad],
        "404": lambda bad: NOT_FOUND,  # noqa: ARG005 - whether or not
        "500": lambda bad: ERRORS[bad],
    }
    for code, share in shares.items():
        counted = _Counted(waves[code], lives, requests)

        def value(
            when: float, counted: _Counted = counted, share: Callable[[bool], float] = share
        ) -> float:
            count, bad = counted.so_far(when)
            return float(math.floor(count * share(bad)))

        yield _series("http_requests_total", labels, value, code=code)


def _durations(
    labels: dict[str, str], lives: Lives, requests: float, waves: Mapping[str, Wave]
) -> Iterator[Series]:
    name = "http_request_duration_seconds"
    quick = _Counted(waves["quick"], lives, requests)
    slow = _Counted(waves["slow"], lives, requests)

    memo: dict[float, tuple[float, float]] = {}

    def mixed(when: float, of_quick: float, of_slow: float) -> float:
        if when not in memo:
            count, bad = quick.so_far(when)
            share = SLOW[bad]
            memo[when] = count * (1 - share), slow.so_far(when)[0] * share
        quick_ones, slow_ones = memo[when]
        return quick_ones * of_quick + slow_ones * of_slow

    for bound, below, slow_below in zip(BOUNDS, QUICK_UNDER, SLOW_UNDER, strict=True):

        def value(when: float, below: float = below, slow_below: float = slow_below) -> float:
            return float(math.floor(mixed(when, below, slow_below)))

        le = "+Inf" if bound == math.inf else f"{bound:g}"
        yield _series(f"{name}_bucket", labels, value, le=le)
    yield _series(f"{name}_count", labels, lambda when: float(math.floor(mixed(when, 1, 1))))
    yield _series(f"{name}_sum", labels, lambda when: mixed(when, QUICK_MEAN, SLOW_MEAN))


def _process(labels: dict[str, str], lives: Lives) -> Iterator[Series]:
    wave = Wave(f"{labels['instance']} memory")

    def memory(when: float) -> float:
        life = lives.at(when)
        leaked = min(MOST_LEAK[life.bad], LEAK[life.bad] * max(0.0, when - life.start))
        return float(int((168 + 14 * wave.rate(when) + leaked) * MEGABYTE))

    yield _series("up", labels, lambda when: 1.0)  # noqa: ARG005 - at any time
    yield _series("process_resident_memory_bytes", labels, memory)
    yield _series("process_start_time_seconds", labels, lambda when: round(lives.at(when).start, 2))
    for version in lives.versions:

        def running(when: float, version: str = version) -> float | None:
            return 1.0 if lives.at(when).version == version else None

        yield _series("app_info", labels, running, version=version)


def _queue(service: Service, lives: Lives) -> Series:
    """What waits: it fills while a bad version runs, and drains afterwards."""
    wave = Wave(f"{service.name} queue")

    def depth(when: float) -> float:
        waiting = 0.0
        for life, end in lives.until(when):
            speed = FILLING if life.bad else -DRAINING
            waiting = min(FULL, max(0.0, waiting + speed * (end - life.start)))
        return float(int(waiting + 9 * wave.rate(when)))

    labels = {"job": "shop", "queue": service.queue, "service": service.name}
    return _series("queue_depth", labels, depth, instance=f"{service.name}-0:8080")
