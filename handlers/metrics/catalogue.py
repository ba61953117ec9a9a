"""The metrics that a question may be about: the nearest ones by their words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from integrations.errors import IntegrationError
from integrations.prometheus import Metric, Prometheus

PARTS = ("_bucket", "_sum", "_count")  # the series of a histogram
NAME = "__name__"
LABELLED = 25  # metrics whose labels are looked up
MOST_LABELS, MOST_VALUES = 8, 6
IN_NAME, IN_HELP, IN_VALUE = 4.0, 1.0, 3.0  # how much a word tells in each place
SCRAPES = 0.3  # how much Prometheus's own scrape_… metrics count: people rarely mean them
MOST_WORDS = 40  # of a question

# What people say, and what metrics are called.
MEANT_TEXT = {
    "latency duration response slow slower fast p50 p90 p95 p99 percentile quantile": "duration latency seconds bucket",
    "error errors failing failed failure 5xx 500": "errors failed failures requests code status",
    "traffic load throughput rps qps": "requests",
    "memory ram oom": "memory mem bytes",
    "cpu processor": "cpu",
    "disk full": "filesystem disk",
    "network bandwidth": "network receive transmit",
    "down alive running healthy available": "up",
    "restarts restart crashing": "restarts",
    "queue backlog lag": "queue lag pending",
}
MEANT = {said: meant.split() for group, meant in MEANT_TEXT.items() for said in group.split()}
IDLE_TEXT = (
    "a an and are as at been by did do does for from get give has have how i in is it last like many me "
    "much my of on or our over per please show since so that the their there this to us was were what "
    "when where which who why with you"
)
IDLE = frozenset(IDLE_TEXT.split())
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Known:
    """One metric: a histogram stands under its own name, without its three series' endings."""

    name: str
    kind: str  # counter, gauge, histogram, summary or unknown
    help: str = ""
    labels: Mapping[str, tuple[str, ...]] | None = None  # None where they were not looked up


async def known(prometheus: Prometheus) -> tuple[Known, ...]:
    """Every metric, with what it says of itself; raises IntegrationError's kinds."""
    names = await prometheus.names()
    try:
        told = await prometheus.metadata()
    except IntegrationError:  # a proxy such as Thanos's may have none; names alone do as well
        told = {}
    return families(names, told)


def families(names: Iterable[str], told: Mapping[str, Metric]) -> tuple[Known, ...]:
    """Metrics from the names of series: the three series of a histogram are one metric."""
    every = set(names)
    made: dict[str, Known] = {}
    for name in sorted(every):
        base = next((name.removesuffix(p) for p in PARTS if name.endswith(p)), name)
        grouped = base != name and (f"{base}_bucket" in every or base in told)
        family = base if grouped else name
        metric = told.get(family)
        kind = metric.kind if metric and metric.kind != "unknown" else _kind(family, every)
        made.setdefault(family, Known(family, kind, metric.help if metric else ""))
    return tuple(made.values())


def _kind(name: str, every: set[str]) -> str:
    if f"{name}_bucket" in every:
        return "histogram"
    return "counter" if name.endswith("_total") else "gauge"


def series_of(metric: Known) -> tuple[str, ...]:
    """The names under which a metric's series stand in Prometheus."""
    if metric.kind == "histogram":
        return tuple(metric.name + part for part in PARTS)
    if metric.kind == "summary":
        return (metric.name, *(metric.name + part for part in PARTS[1:]))
    return (metric.name,)


def wanted(question: str) -> tuple[str, ...]:
    """The words of a question that may name a metric, and what they mean in metrics' names."""
    said = [word for word in _WORD.findall(question.casefold()) if word not in IDLE][:MOST_WORDS]
    meant = [other for word in said for other in MEANT.get(word, ())]
    return tuple(dict.fromkeys([*said, *meant]))


def nearest_of(
    question: str, metrics: Sequence[Known], most: int, *, fill: bool = False
) -> tuple[Known, ...]:
    """The metrics that share the most telling words with a question, best first.

    With `fill` the rest of the room is taken by other metrics, so that a model sees what there is.
    """
    words = wanted(question)
    scored = [(_score(words, each), each) for each in metrics]
    ranked = sorted(scored, key=lambda pair: (-pair[0], len(pair[1].name), pair[1].name))
    return tuple(each for score, each in ranked if score > 0 or fill)[:most]


def _score(words: Sequence[str], metric: Known) -> float:
    name = [_stem(word) for word in _WORD.findall(metric.name.casefold().replace("_", " "))]
    helped = {_stem(word) for word in _WORD.findall(metric.help.casefold())}
    values = {v.casefold() for each in (metric.labels or {}).values() for v in each}
    score = 0.0
    for at, word in enumerate(_stem(word) for word in words):
        early = 1.0 / (1 + at / 20)  # what was said counts a little more than what was meant
        score += early * IN_NAME if word in name else 0.0
        score += early * IN_HELP if word in helped else 0.0
        score += early * IN_VALUE if word in values else 0.0
    own = SCRAPES if metric.name.startswith("scrape_") else 1.0
    return own * score / (1 + len(name) / 20)


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word  # noqa: PLR2004 - "cpus", not "bus"


async def labelled(prometheus: Prometheus, metrics: Sequence[Known]) -> tuple[Known, ...]:
    """The same metrics with the labels of the first ones; none where the look-up fails."""
    first = metrics[:LABELLED]
    if not first:
        return ()
    pattern = "|".join(re.escape(each) for metric in first for each in series_of(metric)[:1])
    try:
        found = await prometheus.series(f'{{{NAME}=~"{pattern}"}}'.replace("\\", "\\\\"), 2000)
    except IntegrationError:
        return tuple(metrics)
    values: dict[str, dict[str, set[str]]] = {}
    for labels in found:
        own = values.setdefault(labels.get(NAME, ""), {})
        for label, value in labels.items():
            if label != NAME:
                own.setdefault(label, set()).add(value)
    return (*(_with(metric, values) for metric in first), *metrics[LABELLED:])


def _with(metric: Known, values: Mapping[str, Mapping[str, set[str]]]) -> Known:
    own = values.get(series_of(metric)[0], {})
    labels = {name: tuple(sorted(own[name])) for name in sorted(own) if name != "le"}
    return Known(metric.name, metric.kind, metric.help, labels)
