"""Ask Prometheus, through prometheus-api-client in threads."""

from __future__ import annotations

import asyncio
import http.client
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from integrations.errors import (
    IntegrationError,
    RefusedError,
    UnavailableError,
    said,
    unreachable,
)

if TYPE_CHECKING:
    import requests

Answer = TypeVar("Answer")

GRACE = 0.25  # seconds in which a thread may say itself that its time is over
CHECK_ADDRESS = "Check the address that is configured for Prometheus."
CHECK_LOGIN = "Prometheus, or a proxy in front of it, wants a login."
TRY_LATER = "Try again in a minute."
NO_JSON = "an answer that is no JSON of Prometheus's"
LONGEST = 100  # characters of an expression that are repeated in a message


@dataclass(frozen=True, slots=True)
class Sample:
    """One series' value at one moment (UTC); the value may be NaN or infinite."""

    labels: Mapping[str, str]
    value: float
    when: datetime

    @classmethod
    def from_api(cls, metric: Mapping[str, Any], value: list[Any]) -> Sample:
        """Labels, and the pair of seconds since 1970 and the value as text."""
        seconds, number = float(value[0]), float(value[1])
        if not math.isfinite(seconds):
            raise ValueError(NO_JSON)
        labels = {str(name): str(label) for name, label in metric.items()}
        return cls(labels, number, datetime.fromtimestamp(seconds, UTC))


class Prometheus:
    """Prometheus at one address. Every method raises IntegrationError's kinds and nothing else."""

    def __init__(self, url: str, timeout: float = 8.0) -> None:
        """The address, and how many seconds an answer may take."""
        self.base = url.rstrip("/")
        self.where = f"Prometheus at {self.base}"
        self._timeout = timeout

    async def query(self, expr: str) -> tuple[Sample, ...]:
        """The value that the expression has now, of each series it selects."""
        shown = expr if len(expr) <= LONGEST else expr[: LONGEST - 1] + "…"

        def work(session: requests.Session) -> tuple[Sample, ...]:
            # Its import takes 0.4 s: only a process that asks pays.
            from prometheus_api_client import PrometheusConnect  # noqa: PLC0415 - see above

            client = PrometheusConnect(self.base, session=session, timeout=self._timeout, retry=0)
            return _samples(client.custom_query(expr))

        return await self._ask(f"the value of {' '.join(shown.split())}", work)

    async def ping(self) -> str:
        """ "Prometheus 2.42.0"."""

        def work(session: requests.Session) -> str:
            url = f"{self.base}/api/v1/status/buildinfo"
            reply = session.get(url, timeout=self._timeout)
            reply.raise_for_status()
            return f"Prometheus {reply.json()['data']['version']}"

        return await self._ask("a sign of life", work)

    async def close(self) -> None:
        """Nothing is held open: each question has a connection of its own."""

    async def _ask(self, asked: str, work: Callable[[requests.Session], Answer]) -> Answer:
        """Run the work in a thread with a session of its own, which is not made for sharing."""
        try:
            async with asyncio.timeout(self._timeout + GRACE):
                return await asyncio.to_thread(self._attempt, asked, work)
        except TimeoutError as error:
            came_back = f"no answer within {self._timeout:g} s"
            raise UnavailableError(asked, self.where, came_back, TRY_LATER) from error

    def _attempt(self, asked: str, work: Callable[[requests.Session], Answer]) -> Answer:
        import requests  # noqa: PLC0415 - as above
        from prometheus_api_client.exceptions import (  # noqa: PLC0415 - as above
            PrometheusApiClientException,
        )

        replies: list[requests.Response] = []
        with requests.Session() as session:
            session.max_redirects = 0  # another host is not whom we were told to ask
            session.hooks["response"].append(lambda reply, **_: replies.append(reply))
            try:
                return work(session)
            except requests.Timeout as error:
                raise TimeoutError from error
            except requests.ConnectionError as error:
                came_back, lasting = unreachable(error)
                hint = CHECK_ADDRESS if lasting else TRY_LATER
                raise UnavailableError(asked, self.where, came_back, hint) from error
            except (requests.RequestException, PrometheusApiClientException) as error:
                raise self._refusal(asked, replies) from error
            except (ValueError, LookupError, TypeError, AttributeError, OverflowError) as error:
                raise UnavailableError(asked, self.where, NO_JSON, CHECK_ADDRESS) from error

    def _refusal(self, asked: str, replies: list[requests.Response]) -> IntegrationError:
        """The error for an answer that HTTP itself calls bad."""
        if not replies or (replies[-1].ok and not replies[-1].is_redirect):
            return UnavailableError(asked, self.where, NO_JSON, CHECK_ADDRESS)
        reply = replies[-1]
        status = reply.status_code
        words = said(reply.text) or http.client.responses.get(status, "")
        came_back = f"HTTP {status}: {words}" if words else f"HTTP {status}"
        if status in {401, 403}:
            return RefusedError(asked, self.where, came_back, CHECK_LOGIN)
        if status >= http.client.INTERNAL_SERVER_ERROR:
            return UnavailableError(asked, self.where, came_back, TRY_LATER)
        if reply.is_redirect:
            return UnavailableError(asked, self.where, came_back, CHECK_ADDRESS)
        return IntegrationError(asked, self.where, came_back)


def _samples(result: list[Any]) -> tuple[Sample, ...]:
    """The result of a query: series each with a value, or a lone number."""
    if result and not isinstance(result[0], Mapping):
        return (Sample.from_api({}, result),)
    return tuple(Sample.from_api(each["metric"], each["value"]) for each in result)
