"""Ask Prometheus, through prometheus-api-client in threads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from integrations.errors import one_line
from integrations.prometheus.calls import LONGEST_ANSWER, Calls, Replies
from integrations.prometheus.values import NO_JSON, Answer, Labels, Metric, Series, kind_of, parsed

if TYPE_CHECKING:
    from prometheus_api_client import PrometheusConnect

LONGEST = 100  # characters of an expression that are repeated in a message
RECENT = timedelta(hours=1)  # how far back a series counts as living
MOST_NAMES = 20_000
MOST_SERIES = 500  # label sets of one look
NAME = "__name__"


class Prometheus:
    """Prometheus at one address. Every method raises IntegrationError's kinds and nothing else."""

    def __init__(
        self, url: str, timeout: float = 8.0, public_url: str = "", most: int = LONGEST_ANSWER
    ) -> None:
        """The address, how many seconds and bytes an answer may take, and the address for people."""
        self.base = url.rstrip("/")
        self.public = (public_url or url).rstrip("/")
        self.where = f"Prometheus at {self.base}"
        self._calls = Calls(self.base, self.where, timeout, most)

    async def query(self, expr: str, at: datetime | None = None) -> Answer:
        """The value of the expression now or `at` a moment, as its type asks.

        Raises BadExpressionError where Prometheus does not understand it.
        """
        params: dict[str, Any] = {} if at is None else {"time": f"{at.timestamp():.3f}"}

        def work(client: PrometheusConnect, replies: Replies) -> Answer:
            result = client.custom_query(expr, params=params)
            # A lone value and an empty answer look alike in several types; they are small.
            alike = not result or not isinstance(result[0], Mapping)
            return parsed(
                kind_of(result, replies.told("data", "resultType") if alike else ""), result
            )

        return await self._calls.ask(f"the value of {_shown(expr)}", work, expr)

    async def range(
        self, expr: str, start: datetime, end: datetime, step: float
    ) -> tuple[Series, ...]:
        """The values of the expression from `start` to `end`, one every `step` seconds.

        Raises BadExpressionError where Prometheus does not understand it, and TooMuchError where
        the answer is too large to hold. Native histograms come without points.
        """

        def work(client: PrometheusConnect, _: Replies) -> tuple[Series, ...]:
            found = client.custom_query_range(expr, start, end, f"{step:g}")
            return tuple(Series.from_api(each) for each in found)

        return await self._calls.ask(f"the course of {_shown(expr)}", work, expr)

    async def names(self) -> tuple[str, ...]:
        """The names of all metrics, sorted; the first 20,000 of more."""

        def work(client: PrometheusConnect, _: Replies) -> tuple[str, ...]:
            found = client.get_label_values(NAME, params={"limit": MOST_NAMES})
            if not isinstance(found, list):
                raise TypeError(NO_JSON)
            return tuple(sorted(str(name) for name in found)[:MOST_NAMES])

        return await self._calls.ask("the names of its metrics", work)

    async def metadata(self) -> Mapping[str, Metric]:
        """What the metrics say of themselves, by name; the texts are foreign and bounded."""

        def work(client: PrometheusConnect, _: Replies) -> Mapping[str, Metric]:
            found: dict[str, Metric] = {}
            for each in client.get_metric_metadata(metric="", limit_per_metric=1):
                metric = Metric(str(each["type"]), one_line(str(each["help"])), str(each["unit"]))
                found.setdefault(str(each["metric_name"]), metric)
            return found

        return await self._calls.ask("what its metrics mean", work)

    async def series(self, match: str, most: int = MOST_SERIES) -> tuple[Labels, ...]:
        """The label sets that a selector such as `up{job="web"}` found within the last hour."""

        def work(client: PrometheusConnect, _: Replies) -> tuple[Labels, ...]:
            now = datetime.now(UTC)
            found = client.get_series(now - RECENT, now, {"match[]": match, "limit": most})
            return tuple({str(k): str(v) for k, v in each.items()} for each in found[:most])

        return await self._calls.ask(f"the series of {_shown(match)}", work, match)

    async def labels(self, metric: str, most: int = MOST_SERIES) -> Mapping[str, tuple[str, ...]]:
        """The labels of a metric, each with its sorted values, as its first `most` series say."""
        values: defaultdict[str, set[str]] = defaultdict(set)
        for each in await self.series(metric, most):
            for name, value in each.items():
                if name != NAME:
                    values[name].add(value)
        return {name: tuple(sorted(values[name])) for name in sorted(values)}

    def graph_url(
        self, expr: str, span: timedelta | None = None, end: datetime | None = None
    ) -> str:
        """The page of Prometheus that shows an expression: its course over `span`, or its value.

        Made from the address that is configured for people, PROMETHEUS_PUBLIC_URL.
        """
        given = {"g0.expr": expr, "g0.tab": "1" if span is None else "0"}
        if span is not None:
            given["g0.range_input"] = f"{max(round(span.total_seconds()), 1)}s"
        if end is not None:
            given["g0.end_input"] = end.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
        return f"{self.public}/graph?{urlencode(given)}"

    async def ping(self) -> str:
        """ "Prometheus 2.42.0"."""

        def work(_: PrometheusConnect, replies: Replies) -> str:
            url = f"{self.base}/api/v1/status/buildinfo"
            reply = replies.session.get(url, timeout=self._calls.timeout)
            reply.raise_for_status()
            return f"Prometheus {reply.json()['data']['version']}"

        return await self._calls.ask("a sign of life", work)

    async def close(self) -> None:
        """Nothing is held open: each question has a connection of its own."""


def _shown(expr: str) -> str:
    line = " ".join(expr.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
